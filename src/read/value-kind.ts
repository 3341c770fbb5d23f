/** What a cell holds by its form alone, as far as no name of a column has that form. */

export type CellKind = 'an email address' | 'a UUID' | 'a number' | 'a date' | 'a null' | 'JSON' | 'a phone';

/** Longer ones are texts; they are not looked at. */
const MAX_CHARACTERS = 80;

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const UUID = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const PHONE = /^\+\d[\d ().-]{6,}$/;
const DATE = /^\d{4}-\d\d-\d\d(?:[T ].*)?$|^\d{1,2}[./]\d{1,2}[./]\d{2,4}(?: .*)?$/;
const NUMBER = /^[+-]?\d[\d ().,-]*$/;
const NULL = /^(?:\\N|<?null>?|\(null\))$/i;

/** The kind of a cell without spaces around it; undefined: a word or a text, which may be a name. */
export function toValueKind(cell: string): CellKind | undefined {
  if (cell === '' || cell.length > MAX_CHARACTERS) return undefined;
  if (EMAIL.test(cell)) return 'an email address';
  if (UUID.test(cell)) return 'a UUID';
  if (PHONE.test(cell)) return 'a phone';
  if (DATE.test(cell)) return 'a date';
  if (NUMBER.test(cell)) return 'a number';
  if (NULL.test(cell)) return 'a null';
  return /^\{.*[:}]|^\[.*\]$/.test(cell) && /^(?:\{(?:\s*"|\})|\[(?:[\d"[{]|\]))/.test(cell)
    ? 'JSON'
    : undefined;
}

/** The kind that most filled cells of a column have; undefined: none, or texts. */
export function toColumnKind(cells: readonly string[]): CellKind | undefined {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const counts = new Map<CellKind, number>();
  for (const kind of filled.map(toValueKind)) {
    if (kind !== undefined && kind !== 'a null') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most !== undefined && most[1] > 0.6 * filled.length ? most[0] : undefined;
}
