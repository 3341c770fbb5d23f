/** A record becomes cells under flat names: `{"address": {"city": "Lagos"}}` is `address.city`. */
import { toJsonCellText } from '../../core/json-cell.js';
import type { SourceDoubt } from '../../core/types.js';
import { toImportable } from './own-export.js';
import { isContainer, JsonNumber, toJsonText, type JsonNode, type JsonTree } from './tree.js';
import { NO_TEXT, unwrap, unwrapDeep } from './unwrap.js';
import type { JsonRecord } from './walk.js';

export type CellDoubt = Pick<SourceDoubt, 'code' | 'message' | 'hint' | 'onlyIfSent'> & {
  readonly column: string;
};

export interface FlatRecord {
  readonly cells: ReadonlyMap<string, string>;
  /** Columns whose value is null. */
  readonly nulls: ReadonlySet<string>;
  readonly doubts: readonly CellDoubt[];
}

/** Deeper objects stay JSON text. */
const MAX_LEVELS = 8;

const META = /^\s*meta[\s_-]*(?:data)?\s*$/i;
const META_KEY = /^\s*meta[\s_-]*(?:data)?\s*\.(.*)$/is;

/**
 * Cells are text: a number as it is written, nothing for null. Objects of metaData stay JSON, with their types. `isOwn`:
 * `export` wrote it, so that all of it is as the API has it.
 */
export function flatten(
  { value, twice }: Pick<JsonRecord, 'value' | 'twice'>,
  { isOwn }: { readonly isOwn: boolean },
): FlatRecord {
  const flat = new Flat({ unwraps: !isOwn });
  for (const path of twice) flat.doubtTwice(path);
  flat.addObject(isOwn ? toImportable(value) : value, '', 1);
  flat.finish();
  return flat;
}

class Flat implements FlatRecord {
  readonly cells = new Map<string, string>();
  readonly nulls = new Set<string>();
  readonly doubts: CellDoubt[] = [];
  readonly #unwraps: boolean;
  #metaColumn = 'metaData';
  #meta: JsonTree | undefined;

  constructor({ unwraps }: { readonly unwraps: boolean }) {
    this.#unwraps = unwraps;
  }

  addObject(node: JsonTree, prefix: string, level: number): void {
    for (const [key, value] of node) this.#add(`${prefix}${key}`, value, level);
  }

  finish(): void {
    if (this.#meta === undefined) return;
    const json = toJsonText(this.#meta);
    const rounded = findRounded(this.#meta);
    if (rounded !== undefined)
      this.doubts.push({
        column: this.#metaColumn,
        code: 'metadata_invalid',
        message: `the number ${rounded} has more digits than JSON readers keep.`,
        hint: 'Put the number in quotes.',
      });
    this.#put(this.#metaColumn, this.#meta.size === 0 ? '' : toJsonCellText(json));
  }

  doubtTwice(column: string): void {
    if (this.doubts.some((doubt) => doubt.code === 'key_twice' && doubt.column === column)) return;
    const message = `the key ${JSON.stringify(column)} comes twice in the record, with different values.`;
    this.doubts.push({ column, code: 'key_twice', message });
  }

  #add(column: string, node: JsonNode, level: number): void {
    if (level === 1 && node instanceof Map && META.test(column)) this.#addMeta(column, node);
    else if (level === 1 && node !== null && typeof node !== 'string' && META_KEY.test(column)) {
      const key = META_KEY.exec(column)?.[1]?.trim() ?? '';
      this.#addMeta(this.#metaColumn, new Map([[key, node]]));
    } else if (node instanceof Map) this.#addMap(column, node, level);
    else if (Array.isArray(node)) this.#addList(column, node);
    else this.#addScalar(column, node);
  }

  /** metaData comes as one object, or key by key with a type. */
  #addMeta(column: string, node: JsonTree): void {
    this.#metaColumn = column;
    const meta = (this.#meta ??= new Map<string, JsonNode>());
    // Its place among the columns is here, its text is known at the end.
    this.#put(column, '');
    for (const [key, value] of node) {
      const plain = this.#unwraps ? unwrapDeep(value) : value;
      if (meta.has(key) && toJsonText(meta.get(key) ?? null) !== toJsonText(plain))
        this.doubtTwice(`metaData.${key}`);
      else meta.set(key, plain);
    }
  }

  #addMap(column: string, node: JsonTree, level: number): void {
    const plain = this.#unwraps ? unwrap(node) : undefined;
    if (plain === NO_TEXT) {
      const message = 'the value is binary data or an expression of MongoDB, not text.';
      this.doubts.push({ column, code: 'binary_value', message, onlyIfSent: true });
      this.#put(column, toJsonCellText(toJsonText(node)));
    } else if (plain !== undefined) this.#add(column, plain, level);
    else if (level < MAX_LEVELS) this.addObject(node, `${column}.`, level + 1);
    else this.#addList(column, [node]);
  }

  #addList(column: string, node: JsonNode[]): void {
    if (node.length === 0) {
      this.#put(column, '');
      return;
    }
    this.#put(column, toJsonCellText(toJsonText(this.#unwraps ? unwrapDeep(node) : node)));
    // The check of metaData says it itself.
    if (META.test(column)) return;
    const message = `the value is a list of ${node.length} in the JSON, and the field takes one value.`;
    this.doubts.push({ column, code: 'list_value', message, hint: toListHint(column), onlyIfSent: true });
  }

  #addScalar(column: string, node: Exclude<JsonNode, JsonNode[] | JsonTree>): void {
    if (typeof node === 'string' && hasLoneSurrogate(node)) {
      const message = 'the text has half of a character (a lone surrogate such as \\ud83d).';
      this.doubts.push({ column, code: 'control_character', message });
    }
    if (node === null) this.nulls.add(column);
    this.#put(column, toCell(node));
  }

  #put(column: string, cell: string): void {
    const before = this.cells.get(column) ?? '';
    if (before === '' || before === cell) this.cells.set(column, cell);
    else if (cell !== '') this.doubtTwice(column);
  }
}

function toCell(node: string | boolean | null | JsonNumber): string {
  if (typeof node === 'string') return node;
  if (node === null) return '';
  return node instanceof JsonNumber ? node.text : String(node);
}

/** `jq` can name a simple key as `.phone`. */
function toListHint(column: string): string {
  const isSimple = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(column);
  return isSimple
    ? `Keep the first of it with jq '.${column} |= first', or put the list into metaData.`
    : 'Keep one value of it, or put the list into metaData.';
}

/** Without a regular expression for the usual text. */
function hasLoneSurrogate(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdfff) return /\p{Surrogate}/u.test(text);
  }
  return false;
}

/** A fraction that would be rounded; too large whole numbers are found by the check of metaData itself. */
function findRounded(node: JsonNode): string | undefined {
  if (node instanceof JsonNumber) return isRounded(node.text) ? node.text : undefined;
  if (!isContainer(node)) return undefined;
  for (const inner of node instanceof Map ? node.values() : node) {
    const found = findRounded(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

const EXACT_DIGITS = 15;

function isRounded(text: string): boolean {
  const digits = toDigits(text);
  if (digits.length <= EXACT_DIGITS || Number.isInteger(Number(text))) return false;
  return toDigits(String(Number(text))) !== digits;
}

/** The significant digits. */
function toDigits(text: string): string {
  return text
    .replace(/[eE].*$/, '')
    .replaceAll(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
}
