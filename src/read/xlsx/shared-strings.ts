/** The strings that the cells of a workbook refer to. */
import type { Archive } from './archive.js';
import { toWorkbookError } from './errors.js';
import { MAX_SHARED_BYTES, MAX_XML_RUN } from './limits.js';
import { makePlainStrings } from './plain-markup.js';
import { readPart } from './read-part.js';
import { RichText } from './rich-text.js';

/** Texts by number, stored as UTF-8 end to end: half a million of them take no more than their bytes, and no heap. */
export class SharedStrings {
  #bytes: Buffer = Buffer.allocUnsafeSlow(64 * 1024);
  /** Where each text ends. */
  #ends = new Uint32Array(1024);
  #count = 0;

  /** False if it would exceed the limit. */
  add(text: string): boolean {
    const start = this.#end(this.#count - 1);
    const length = Buffer.byteLength(text);
    if (start + length > MAX_SHARED_BYTES) return false;
    this.#bytes = grow(this.#bytes, start + length, (size) => Buffer.allocUnsafeSlow(size));
    this.#ends = grow(this.#ends, this.#count + 1, (size) => new Uint32Array(size));
    this.#bytes.write(text, start);
    this.#ends[this.#count] = start + length;
    this.#count += 1;
    return true;
  }

  /** Undefined if there is no such number. */
  get(at: number): string | undefined {
    if (!Number.isInteger(at) || at < 0 || at >= this.#count) return undefined;
    return this.#bytes.toString('utf8', this.#end(at - 1), this.#end(at));
  }

  #end(at: number): number {
    return this.#ends[at] ?? 0;
  }
}

/** Reads the part, if there is one. Throws `source_unreadable`. */
export async function readSharedStrings(archive: Archive, path: string | undefined): Promise<SharedStrings> {
  const strings = new SharedStrings();
  if (path === undefined || !archive.has(path)) return strings;
  const item = new RichText();
  const add = (text: string): void => {
    if (strings.add(text)) return;
    const what = `has more than ${MAX_SHARED_BYTES / 1024 / 1024} MiB of text in its cells`;
    throw toWorkbookError(archive.name, what, 'Split it, or save the sheet as "CSV UTF-8".');
  };
  await readPart(archive, path, {
    onOpen: (tag) => item.open(tag),
    onClose: (tag) => {
      item.close(tag);
      if (tag === 'si') add(item.take());
    },
    onText: (text) => {
      item.add(text);
      if (item.length > MAX_XML_RUN) throw new Error('a text in it is too long');
    },
    plain: makePlainStrings(add),
  });
  return strings;
}

function grow<T extends Buffer | Uint32Array>(list: T, needed: number, make: (size: number) => T): T {
  if (needed <= list.length) return list;
  const larger = make(Math.max(needed, list.length * 2));
  larger.set(list);
  return larger;
}
