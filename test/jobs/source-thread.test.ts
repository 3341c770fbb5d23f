/** A source read in a thread of its own gives what it gives without one. */
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { validateOptionsSchema } from '../../src/config/options.js';
import type { Source, SourceRow } from '../../src/core/types.js';
import { pickPlaceOptions } from '../../src/jobs/ingest/reading-options.js';
import type * as Thread from '../../src/jobs/ingest/source-thread.js';
import { openPlace } from '../../src/jobs/ingest/source-place.js';
import { makeFolder } from '../support/program.js';

// A thread needs a file of JavaScript.
const BUILT = 'node_modules/.cache/bitpowr-bulk/modules/jobs/ingest/source-thread.js';
const { deservesThread, openInThread } = (await import(pathToFileURL(BUILT).href)) as typeof Thread;

const options = pickPlaceOptions(validateOptionsSchema.parse({}));

const HEADER = 'externalId,name,email,note';
const ROWS = Array.from({ length: 6000 }, (_row, at) => {
  const n = at + 1;
  const note = ['', 'é ß 山', `"two\nlines, ""${n}"""`, `so "called" one`, '😀'][n % 5] ?? '';
  const more = n % 700 === 0 ? ',more' : '';
  return `E${n},${n % 900 === 0 ? '' : `Ann ${n}`},a${n}@example.com,${note}${more}`;
});

function write(text: string, name = 'customers.csv'): string {
  const path = join(makeFolder(), name);
  writeFileSync(path, text);
  return path;
}

async function readAll(source: Source) {
  const rows: SourceRow[] = [];
  for await (const batch of source.batches()) rows.push(...batch);
  const { columns, headerLine, headerRemedy, format, notes, doubts } = source;
  const header = { columns, headerLine, headerRemedy, format, notes, doubts };
  return { rows, header, sha256: source.sha256(), endNotes: source.toEndNotes() };
}

const toPlain = (path: string): Promise<Source> => openPlace({ path }, options, { emit: () => undefined });

it('gives the same header, rows, doubts, notes and hash', async () => {
  const path = write(`${[HEADER, ...ROWS, 'Total,,,6000'].join('\n')}\n`);
  const found = await readAll(await openInThread({ path, options }));
  expect(found.rows).toHaveLength(6000);
  expect(found.rows.some(({ doubts }) => doubts !== undefined)).toBe(true);
  expect(found.endNotes).toHaveLength(1);
  expect(found).toEqual(await readAll(await toPlain(path)));
});

it.each([
  ['where it is opened', 'externalId,name\n'],
  ['among the rows', `${[HEADER, ...ROWS, 'E1,"Ann'].join('\n')}\n`],
])('throws the same error %s', async (_where, text) => {
  const path = write(text);
  const toError = async (open: () => Promise<Source>): Promise<unknown> =>
    open()
      .then(readAll)
      .catch((error: unknown) => error);
  const expected = (await toError(() => toPlain(path))) as { code: string; message: string; hint: string };
  const { code, message, hint } = expected;
  expect(code).toBeTypeOf('string');
  expect(await toError(() => openInThread({ path, options }))).toMatchObject({ code, message, hint });
});

it('can be closed before the end', async () => {
  const source = await openInThread({ path: write([HEADER, ...ROWS].join('\n')), options });
  const first = await source.batches()[Symbol.asyncIterator]().next();
  expect(first.done).toBe(false);
  await source.close();
});

it('is for large files that are no text', () => {
  const row = `${'x'.repeat(99)}\n`;
  const large = row.repeat(50_000);
  expect(deservesThread(write(row))).toBe(false);
  expect(deservesThread(write(large))).toBe(false);
  expect(deservesThread(write('PK\x03\x04', 'small.xlsx'))).toBe(false);
  expect(deservesThread(write(`PK\x03\x04${large}`, 'large.xlsx'))).toBe(availableParallelism() > 1);
  expect(deservesThread('-')).toBe(false);
  expect(deservesThread(join(makeFolder(), 'none.csv'))).toBe(false);
});

it('is no matter of a path that can not be looked at: the reader says why', async () => {
  const loop = join(makeFolder(), 'loop');
  symlinkSync(loop, loop);
  for (const path of [join(write(HEADER), 'x'), loop, `${loop}${'x'.repeat(300)}`]) {
    expect(deservesThread(path)).toBe(false);
    await expect(toPlain(path)).rejects.toMatchObject({
      code: expect.stringMatching(/^source_(missing|unreadable)$/) as string,
    });
  }
});

it('has its file in the program that users run', () => {
  expect(existsSync('dist/chunks/source-worker.js')).toBe(true);
  expect(existsSync('dist/chunks/source-place.js')).toBe(true);
});
