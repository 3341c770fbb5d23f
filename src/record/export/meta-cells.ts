/** A customer's metaData as cells: what a column can hold, what must stay JSON, and what an import would refuse. */
import type { JsonValue, MetaData } from '../../core/customer.js';
import { toJsonCellText } from '../../core/json-cell.js';

/** The import's own rules, to distinguish a file from one that it would refuse. */
export interface ImportChecks {
  /** Whether a cell of a column `metaData.<key>` is taken as it is. */
  readonly isCell: (text: string) => boolean;
  /** Whether a cell of the column `metaData` is taken. */
  readonly isJson: (text: string) => boolean;
}

/** What a header can name so that it is read back the same. */
const PLAIN_KEY = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_ .:/-]{0,98}[\p{L}\p{N}_])?$/u;

/** Columns become no more than this; the rarer keys stay JSON. */
const MAX_KEYS = 200;

/** Keys that are counted at all: beyond, they are ids of something and no columns. */
const MAX_COUNTED = 5000;

/** Finds the keys that become columns: counts them over all customers, in bounded memory. */
export class MetaKeys {
  readonly #checks: ImportChecks;
  readonly #counts = new Map<string, number>();
  readonly #refused = new Set<string>();

  constructor(checks: ImportChecks) {
    this.#checks = checks;
  }

  add(metaData: MetaData): void {
    for (const [key, value] of Object.entries(metaData)) {
      const cell = toCell(value, this.#checks);
      if (cell !== undefined) this.#count(key);
      // A column for it would have an empty cell here, which `--blank clear` takes for a wish.
      else if (this.#refused.size < MAX_COUNTED && !this.#checks.isJson(toJsonCell({ [key]: value })))
        this.#refused.add(key);
    }
  }

  /** By name. */
  toColumns(): string[] {
    return [...this.#counts]
      .filter(([key]) => !this.#refused.has(key))
      .sort(([a, countA], [b, countB]) => countB - countA || compare(a, b))
      .slice(0, MAX_KEYS)
      .map(([key]) => key)
      .sort(compare);
  }

  #count(key: string): void {
    const count = this.#counts.get(key);
    if (count === undefined && (this.#counts.size >= MAX_COUNTED || !isPlainKey(key))) return;
    this.#counts.set(key, (count ?? 0) + 1);
  }
}

export interface MetaCells {
  /** By key; a key without a cell is absent. */
  readonly cells: ReadonlyMap<string, string>;
  /** For the column `metaData`; empty where nothing is left for it. */
  readonly json: string;
  /** What an import would refuse; empty where nothing is. */
  readonly refused: string;
}

/** The cells of one customer, where `keys` have columns of their own. */
export function toMetaCells(
  metaData: MetaData | null,
  keys: ReadonlySet<string>,
  checks: ImportChecks,
): MetaCells {
  const cells = new Map<string, string>();
  const left: Record<string, JsonValue> = {};
  const refused: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(metaData ?? {})) {
    const cell = keys.has(key) ? toCell(value, checks) : undefined;
    if (cell !== undefined) cells.set(key, cell);
    else if (checks.isJson(toJsonCell({ [key]: value }))) left[key] = value;
    else refused[key] = value;
  }
  const json = toJsonOrEmpty(left);
  // Each may be small enough and all together too large.
  if (json !== '' && !checks.isJson(json))
    return { cells, json: '', refused: toJsonOrEmpty({ ...left, ...refused }) };
  return { cells, json, refused: toJsonOrEmpty(refused) };
}

/** JSON as a cell: where reading would change a character, all beyond ASCII are written as escapes. */
export function toJsonCell(value: JsonValue): string {
  return toJsonCellText(JSON.stringify(value));
}

/** The cell of a scalar; empty for null and no text, which nothing tells apart in a table; undefined where it needs JSON. */
function toCell(value: JsonValue, { isCell }: ImportChecks): string | undefined {
  if (value === null || value === '') return '';
  if (typeof value === 'object') return undefined;
  const text = String(value);
  return isCell(text) ? text : undefined;
}

function toJsonOrEmpty(value: Record<string, JsonValue>): string {
  return Object.keys(value).length === 0 ? '' : toJsonCell(value);
}

function isPlainKey(key: string): boolean {
  return PLAIN_KEY.test(key) && key.normalize('NFC') === key;
}

/** By code units: the same on every machine, in any locale. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
