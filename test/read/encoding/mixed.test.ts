import { describe, expect, it } from 'vitest';
import { isBulkError } from '../../../src/core/errors.js';
import { MixedLines } from '../../../src/read/encoding/mixed.js';
import { openSource } from '../../../src/read/open.js';
import { encode } from '../encode.js';
import { readRows, writeTemporary } from '../reading.js';

const NAMES = ['José', 'Zoë', 'Müller', 'Renée', 'Søren', 'Åsa', 'François', 'Jürgen', 'Ñandú', 'Hélène'];
const toLines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, at) => `c-${from + at},${NAMES[at % 10] ?? ''}\n`).join('');

/** The hint with which a file of these bytes is refused. */
async function toHint(...parts: Buffer[]): Promise<string> {
  const { path, remove } = await writeTemporary(Buffer.concat(parts));
  try {
    await readRows(await openSource(path));
  } catch (error) {
    if (isBulkError(error)) return error.hint;
    throw error;
  } finally {
    await remove();
  }
  return 'read';
}

describe('a file of lines in UTF-8 and in another encoding', () => {
  const head = Buffer.from('externalId,name\n');

  it.each([
    [10, 20, 'lines 2 to 11 are UTF-8, lines 12 to 21 are not'],
    [30, 31, 'lines 2 to 31 are UTF-8, line 32 is not'],
    [2, 40, 'lines 2 to 3 are UTF-8, lines 4 to 41 are not'],
  ])('has a hint that names the lines: %d of %d', async (utf8, all, lines) => {
    const hint = await toHint(
      head,
      Buffer.from(toLines(0, utf8)),
      encode(toLines(utf8, all), 'windows-1252'),
    );
    expect(hint).toContain(
      `Of the lines with letters beyond ASCII, ${lines}. If the whole file has one other encoding, pass it`,
    );
    expect(hint).not.toMatch(/--encoding utf-8/);
  });

  it('is not named where all lines are in one encoding', async () => {
    const hint = await toHint(head, encode(toLines(0, 20).replaceAll('é', '×é'), 'windows-1252'));
    expect(hint).not.toContain('Of the lines');
  });
});

it('names three runs of lines of each kind, and says that there are more', () => {
  const lines = new MixedLines();
  for (let line = 2; line < 22; line += 1) lines.add(line, line % 5 > 1);
  expect(lines.toHint()).toContain(
    'lines 2 to 4, 7 to 9, 12 to 14 and more are UTF-8, lines 5 to 6, 10 to 11, 15 to 16 and more are not',
  );
  // A line that is too long to be judged at once.
  lines.add(22, true);
  lines.add(22, false);
  expect(lines.toHint()).toBeUndefined();
  const alike = new MixedLines();
  alike.add(2, false);
  expect(alike.toHint()).toBeUndefined();
});
