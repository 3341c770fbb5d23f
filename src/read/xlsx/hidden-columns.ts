/** Columns of a sheet that are not shown: hidden, in a folded group, or without width. */
import type { SourceDoubt } from '../../core/types.js';
import { isBlank } from '../records/record.js';
import type { Archive } from './archive.js';
import { toPartError } from './errors.js';
import { isHidden } from './hidden.js';

const ROWS_BEGIN = /<(?:\w+:)?sheetData[\s/>]/;
const COLUMN = /<(?:\w+:)?col\s([^<>]*)>/g;
/** What is in front of the rows is short. */
const MAX_CHARACTERS = 1024 * 1024;

/** Reads what is in front of the rows of a sheet, and gives a doubt for each of the table's columns that is hidden. */
export async function readHiddenColumns(
  archive: Archive,
  path: string,
  { line, cells }: { readonly line: number; readonly cells: readonly string[] },
): Promise<readonly SourceDoubt[]> {
  const head = await readHead(archive, path);
  const ranges = [...head.matchAll(COLUMN)].flatMap(([, attributes = '']) => toHiddenRange(attributes) ?? []);
  return cells.flatMap((name, cell): SourceDoubt[] => {
    if (isBlank(name) || !ranges.some(({ from, to }) => cell >= from && cell <= to)) return [];
    const message = 'the column is hidden in the sheet, and is sent like the others.';
    return [{ code: 'column_hidden', line, cell, value: name, message, onlyIfSent: true }];
  });
}

function toHiddenRange(attributes: string): { readonly from: number; readonly to: number } | undefined {
  const get = (name: string): string | undefined =>
    new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1];
  if (!isHidden(get('hidden'), get('width'))) return undefined;
  return { from: Number(get('min')) - 1, to: Number(get('max')) - 1 };
}

async function readHead(archive: Archive, path: string): Promise<string> {
  let head = '';
  try {
    for await (const chunk of await archive.open(path)) {
      head += (chunk as Buffer).toString('latin1');
      const end = head.search(ROWS_BEGIN);
      if (end >= 0) return head.slice(0, end);
      if (head.length > MAX_CHARACTERS) break;
    }
  } catch (error) {
    throw toPartError(archive.name, path, error);
  }
  return head;
}
