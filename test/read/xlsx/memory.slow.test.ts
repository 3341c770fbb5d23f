import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeXlsxStream } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bySize } from '../../support/size.js';

const ROWS = bySize({ small: 30_000, full: 100_000 });

/** Eight columns; no two cells are equal. */
function* makeRows(): Generator<string[]> {
  yield [
    'externalId',
    'name',
    'email',
    'phone',
    'address.street',
    'address.city',
    'description',
    'metaData.plan',
  ];
  for (let at = 0; at < ROWS; at += 1) {
    const id = String(at).padStart(6, '0');
    yield [
      `C-${id}`,
      `José Núñez ${id}`,
      `c${id}@example.com`,
      `+2348012${id}`,
      `${at} Rue`,
      `City ${id}`,
      `One of ${id}`,
      `p${id}`,
    ];
  }
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bitpowr-memory-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('many rows of a workbook', () => {
  it.each([
    ['in the cells', true],
    ['shared', false],
  ])(
    'with their text %s are read within a heap of 48 MB and 300 MB in all',
    async (_where, inlineStrings) => {
      const path = join(folder, `${String(inlineStrings)}.xlsx`);
      const written = writeXlsxStream(makeRows(), { name: 'Customers', inlineStrings });
      await pipeline(Readable.fromWeb(written as ReadableStream), createWriteStream(path));
      const script = fileURLToPath(new URL('read-alone.mjs', import.meta.url));
      const args = [
        '--max-old-space-size=48',
        script,
        resolve('node_modules/.cache/bitpowr-bulk/modules/read/open.js'),
        path,
      ];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      let characters = 0;
      let isHeader = true;
      for (const cells of makeRows()) {
        if (!isHeader) characters += cells.join('').length;
        isHeader = false;
      }
      const { peakMiB, ...read } = JSON.parse(stdout) as {
        rows: number;
        characters: number;
        peakMiB: number;
      };
      expect(read).toEqual({ rows: ROWS, characters });
      expect(peakMiB).toBeLessThan(300);
      expect(peakMiB).toBeGreaterThan(20);
    },
  );
});
