import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Source, SourceRow } from '../../src/core/types.js';
import { openRepeatable, openSource } from '../../src/read/open.js';
import { catchBulkError, readRows, toFixturePath } from './reading.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bitpowr-read-'));
});
afterEach(() => {
  expect(listOpenFiles(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

/** Files below a folder that this process holds open. */
function listOpenFiles(below: string): string[] {
  return readdirSync('/proc/self/fd')
    .map((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        // The descriptor of the listing itself is closed by now.
        return '';
      }
    })
    .filter((path) => path.startsWith(below));
}

function writeSource(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('openSource', () => {
  it('reads a file and knows its hash', async () => {
    const path = toFixturePath('utf8-bom.csv');
    const source = await openSource(path);
    await readRows(source);
    expect(source.sha256()).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
  });

  it('reads standard input for `-`', async () => {
    const stdin = Readable.from([Buffer.from('name,em'), Buffer.from('ail\nAda,a@x.io\n')]);
    const source = await openSource('-', { stdin });
    expect((await readRows(source)).map((row) => row.cells)).toEqual([['Ada', 'a@x.io']]);
    expect(stdin.destroyed).toBe(true);
  });

  it.each(['customers.CSV', 'customers.txt', 'customers.dat', 'customers'])(
    'reads %s as text',
    async (name) => {
      const source = await openSource(writeSource(name, 'name;b\nAda;1\n'));
      expect((await readRows(source)).map((row) => row.cells)).toEqual([['Ada', '1']]);
    },
  );

  it('takes a tab for the delimiter of a .tsv of one column', async () => {
    const source = await openSource(writeSource('customers.tsv', 'name\nAda\n'));
    expect(source.format.delimiter).toBe('\t');
    await source.close();
  });

  it('passes rows with too many or too few cells on as they are', async () => {
    const rows = await readRows(await openSource(toFixturePath('ragged-rows.csv')));
    expect(rows.map((row) => row.cells.length)).toEqual([2, 5, 1, 3]);
  });

  it('says that a file is missing', async () => {
    const error = await catchBulkError(openSource(join(folder, 'missing.csv')));
    expect(error.code).toBe('source_missing');
    expect(error.message).toBe(`There is no file ${folder}/missing.csv.`);
  });

  it('says that standard input is missing', async () => {
    expect((await catchBulkError(openSource('-'))).code).toBe('source_missing');
  });

  it('says that a folder is no file', async () => {
    const error = await catchBulkError(openSource(folder));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toContain('is a folder');
  });

  it('refuses text that is named as a workbook', async () => {
    const error = await catchBulkError(openSource(writeSource('customers.xlsx', 'name,b\nAda,1\n')));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toContain('has the name of a workbook, but is text');
  });

  it.each([
    ['a web page', '<!DOCTYPE html><table><tr><td>name</td></tr></table>', 'a web page (HTML)'],
    ['a table of a web page', '\r\n  <table border="1"><tr><th>name', 'a web page (HTML)'],
    ['a spreadsheet of 2003', '<?xml version="1.0"?><Workbook/>', 'XML'],
  ])('refuses %s that is named as CSV', async (_what, text, found) => {
    const error = await catchBulkError(openSource(writeSource('customers.csv', text)));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toContain(`is ${found}; expected CSV, .xlsx, JSON or SQLite`);
    expect(error.hint).toContain('save it as .xlsx');
  });

  it('refuses a workbook of the old kind, or with a password', async () => {
    const bytes = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
    const error = await catchBulkError(openSource(writeSource('customers.xlsx', bytes)));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toContain('protected by a password, or of the old kind (.xls)');
    expect(error.hint).toContain('Take the password away');
  });

  it('refuses a sheet of text', async () => {
    const error = await catchBulkError(
      openSource(writeSource('a.csv', 'name\nAda\n'), { sheet: 'Customers' }),
    );
    expect(error.code).toBe('config_invalid');
    expect(error.message).toContain('is text, and --sheet does not apply to text');
  });

  it('reads a ZIP archive as a workbook, despite its name', async () => {
    const error = await catchBulkError(openSource(toFixturePath('workbook-named-as.csv')));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toContain('is a broken ZIP archive, perhaps cut off');
  });

  it.each(['empty.csv', 'only-blank-lines.csv', 'header-only.csv'])('calls %s empty', async (name) => {
    expect((await catchBulkError(openSource(toFixturePath(name)))).code).toBe('source_empty');
  });

  it.each([
    ['empty.csv', 'source_empty'],
    ['no-header.csv', 'header_missing'],
    ['workbook-named-as.csv', 'source_unreadable'],
    ['never-closed-quote.csv', 'source_unreadable'],
    ['mac-roman.csv', 'encoding_unclear'],
  ])('leaves nothing open after %s failed', async (name, code) => {
    const path = join(folder, name);
    copyFileSync(toFixturePath(name), path);
    expect((await catchBulkError(openSource(path).then(readRows))).code).toBe(code);
    // `afterEach` looks for files still open.
  });

  it('leaves nothing open when an error comes after many batches', async () => {
    const path = writeSource('late.csv', `name,b\n${'Ada,1\n'.repeat(50_000)}"Bo,2\n`);
    const source = await openSource(path);
    expect(listOpenFiles(folder)).toEqual([path]);
    expect((await catchBulkError(readRows(source))).context).toEqual({ line: 50_002 });
  });

  it('leaves nothing open when the reader stops midway, or closes without reading', async () => {
    const path = writeSource('large.csv', `name,b\n${'Ada,1\n'.repeat(50_000)}`);
    for await (const batch of (await openSource(path)).batches()) {
      expect(batch.length).toBe(64);
      break;
    }
    const unread = await openSource(path);
    await unread.close();
    await unread.close();
  });

  it('destroys standard input after an error', async () => {
    const stdin = new PassThrough();
    stdin.end('no header@example.com\n');
    const error = await catchBulkError(openSource('-', { stdin }));
    expect(error.code).toBe('source_empty');
    expect(stdin.destroyed).toBe(true);
  });

  it('tells of a pipe that breaks', async () => {
    const stdin = new PassThrough();
    stdin.write('name,b\nAda,1\n');
    setImmediate(() => stdin.destroy(new Error('broken pipe')));
    const error = await catchBulkError(openSource('-', { stdin }));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toBe('stdin could not be read: broken pipe.');
  });

  it('asks a pipe for no more than the next batches need', async () => {
    let given = 0;
    const stdin = new Readable({
      highWaterMark: 0,
      read() {
        given += 1;
        this.push(given === 1 ? 'name,b\n' : given > 1000 ? null : 'Ada,1\n'.repeat(1000));
      },
    });
    const batches = (await openSource('-', { stdin })).batches()[Symbol.asyncIterator]();
    await batches.next();
    expect(given).toBeLessThan(20);
    await batches.return?.();
    expect(stdin.destroyed).toBe(true);
  });
});

it('gives what comes through a pipe a second time', async () => {
  const text = `externalId,name\n${'1,Ann\n'.repeat(20_000)}`;
  const { source, again, close } = await openRepeatable('-', { stdin: Readable.from([Buffer.from(text)]) });
  const readAll = async (from: Source) => {
    const rows: SourceRow[] = [];
    for await (const batch of from.batches()) rows.push(...batch);
    return { rows, sha256: from.sha256() };
  };
  const first = await readAll(source);
  expect(first.rows).toHaveLength(20_000);
  const second = await again();
  expect(await readAll(second)).toEqual(first);
  await second.close();
  await close();
});
