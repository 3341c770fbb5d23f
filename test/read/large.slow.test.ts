/** Sources of many megabytes: too slow for `npm run test:quick`. */
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../src/read/open.js';
import { catchBulkError, readRows } from './reading.js';

describe('a large source', () => {
  it('of gzip that unpacks to a thousand times its size is refused before it fills anything', async () => {
    const packed = gzipSync(Buffer.alloc(70 * 1024 * 1024, `${'a'.repeat(30_000)},b\n`));
    const error = await catchBulkError(openSource('-', { stdin: Readable.from([packed]) }).then(readRows));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toContain('more than 400 times its size');
  });
});
