export function findWeakContrast(): string[];
export function findStructureFaults(): string[];
export function openDetails(): void;
