import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../src/read/open.js';
import { catchBulkError, readRows, writeTemporary } from './reading.js';

const TEXT = `name,b\n${Array.from({ length: 20_000 }, (_row, at) => `Ada ${at},${at * 7}\n`).join('')}`;

const openPacked = (bytes: Buffer) => openSource('-', { stdin: Readable.from([bytes]) });

describe('a gzip stream', () => {
  it('is recognised by its first bytes under any name, and hashed as it is stored', async () => {
    const packed = gzipSync(TEXT);
    const { path, remove } = await writeTemporary(packed, 'customers.csv');
    const source = await openSource(path);
    expect(source.format.compression).toBe('gzip');
    expect(await readRows(source)).toHaveLength(20_000);
    expect(source.sha256()).toBe(createHash('sha256').update(packed).digest('hex'));
    await remove();
  });

  it('of several parts is read to the end of the last, and what stands behind it is hashed', async () => {
    const half = TEXT.indexOf('\n', TEXT.length / 2) + 1;
    const packed = Buffer.concat([
      gzipSync(TEXT.slice(0, half)),
      gzipSync(TEXT.slice(half)),
      Buffer.alloc(100_000),
    ]);
    const source = await openPacked(packed);
    expect((await readRows(source)).at(-1)?.cells).toEqual(['Ada 19999', '139993']);
    expect(source.sha256()).toBe(createHash('sha256').update(packed).digest('hex'));
  });

  it.each([1, 5, 1000, 64 * 1024, 300_000])('may be padded with %d zeros', async (zeros) => {
    const packed = Buffer.concat([gzipSync('name,b\nAda,1\n'), Buffer.alloc(zeros)]);
    for (const size of [7, 64 * 1024]) {
      const chunks = Array.from({ length: Math.ceil(packed.length / size) }, (_chunk, at) =>
        packed.subarray(at * size, (at + 1) * size),
      );
      const source = await openSource('-', {
        stdin: Readable.from(size === 7 && zeros > 2000 ? [packed] : chunks),
      });
      expect(await readRows(source)).toHaveLength(1);
      expect(source.sha256()).toBe(createHash('sha256').update(packed).digest('hex'));
    }
  });

  it.each([
    ['text', Buffer.from('and more')],
    ['text after zeros', Buffer.concat([Buffer.alloc(100_000), Buffer.from('x')])],
    ['a stream after zeros', Buffer.concat([Buffer.alloc(512), gzipSync('Bo,2\n')])],
  ])('is refused with %s after its end', async (_what, more) => {
    const packed = Buffer.concat([gzipSync('name,b\nAda,1\n'), more]);
    const { path, remove } = await writeTemporary(packed, 'customers.csv.gz');
    for (const open of [() => openPacked(packed), () => openSource(path)]) {
      const error = await catchBulkError(open().then(readRows));
      expect(error.code).toBe('source_unreadable');
      expect(error.message).toContain('has other bytes after the end of its gzip stream');
    }
    await remove();
  });

  it('is hashed whole, though only the first rows are wanted', async () => {
    const packed = gzipSync(TEXT);
    const source = await openSource('-', { stdin: Readable.from([packed]), limit: 2 });
    expect(await readRows(source)).toHaveLength(2);
    expect(source.sha256()).toBe(createHash('sha256').update(packed).digest('hex'));
  });

  it('that is cut off is refused, wherever it is cut', async () => {
    const packed = gzipSync(TEXT);
    for (const length of [packed.length - 1, packed.length - 9, packed.length >> 1, 12, 2]) {
      const error = await catchBulkError(openPacked(packed.subarray(0, length)).then(readRows));
      expect(error.code).toBe('source_unreadable');
      expect(error.message).toBe('stdin is cut off: its gzip stream has no end.');
    }
  });

  it('that is damaged is refused', async () => {
    const packed = gzipSync(TEXT);
    packed.fill(0xff, packed.length >> 1, (packed.length >> 1) + 50);
    const error = await catchBulkError(openPacked(packed).then(readRows));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toContain('stdin is damaged');
  });

  it('within another is refused', async () => {
    const error = await catchBulkError(openPacked(gzipSync(gzipSync(TEXT))));
    expect(error.message).toContain('compressed with gzip twice');
  });

  it('that the reader leaves early lets go of the pipe', async () => {
    const stdin = Readable.from([gzipSync(TEXT)]);
    for await (const batch of (await openSource('-', { stdin })).batches()) {
      expect(batch).toHaveLength(64);
      break;
    }
    expect(stdin.destroyed).toBe(true);
  });
});
