import type { SimulationResult } from './simulate.js';

export interface Row {
  readonly name: string;
  readonly result: SimulationResult;
}

/** The rows as text: how much of the limit was used, and how many requests were throttled. */
export function toTable(rows: readonly Row[]): string {
  const head = `${'scenario'.padEnd(36)}  seconds  overall  steady     429s   share`;
  return [head, ...rows.map(toLine)].join('\n');
}

function toLine({ name, result }: Row): string {
  const cells = [
    (result.elapsedMs / 1000).toFixed(1).padStart(7),
    toPercent(result.overall),
    toPercent(result.steady),
    String(result.throttled).padStart(7),
    toPercent(result.throttledShare, 2),
  ];
  return `${name.padEnd(36)}  ${cells.join('  ')}`;
}

function toPercent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)}%`.padStart(6);
}
