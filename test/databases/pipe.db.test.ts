/** 200,000 rows out of a server through a pipe into the program, as the guide shows it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox, testCredential, type Customer } from '../../src/sandbox/index.js';
import type { Database } from './servers/database.js';
import { startMariadb } from './servers/mariadb.js';
import { startPostgres } from './servers/postgres.js';

const ROWS = Number(process.env['ROWS'] ?? 200_000);

interface Pipe {
  readonly name: string;
  readonly start: () => Promise<Database>;
  /** Arguments of the client. */
  readonly toArgs: (database: Database) => readonly string[];
}

const PIPES: readonly Pipe[] = [
  {
    name: 'psql --csv',
    start: startPostgres,
    toArgs: () => [
      '--csv',
      '-c',
      `SELECT 'L' || lpad(g::text, 8, '0') AS "externalId", 'Zoë "Z" ' || g || ', Jr.' AS name, 'c' || g || '@example.com' AS email,
        E'line one\\nline "two", ' || g || E'\\\\' AS description, NULLIF('Łódź;' || g % 3, 'Łódź;0') AS "address.city",
        CASE g % 2 WHEN 0 THEN '' ELSE '00' || g END AS "metaData.code" FROM generate_series(1, ${ROWS}) g`,
    ],
  },
  {
    name: 'mariadb with JSON_OBJECT',
    start: startMariadb,
    toArgs: () => [
      ...['--batch', '--raw', '--skip-column-names', '-e'],
      `SELECT JSON_OBJECT('externalId', CONCAT('L', LPAD(seq, 8, '0')), 'name', CONCAT('Zoë "Z" ', seq, ', Jr.'),
        'email', CONCAT('c', seq, '@example.com'), 'description', CONCAT('line one\\nline "two", ', seq, '\\\\'),
        'address', JSON_OBJECT('city', NULLIF(CONCAT('Łódź;', seq % 3), 'Łódź;0')),
        'metaData.code', IF(seq % 2 = 0, '', CONCAT('00', seq))) FROM seq_1_to_${ROWS}`,
    ],
  },
];

/** What the server must have of row `number`; empty: nothing. */
function toExpected(number: number) {
  return {
    externalId: `L${String(number).padStart(8, '0')}`,
    name: `Zoë "Z" ${number}, Jr.`,
    email: `c${number}@example.com`,
    description: `line one\nline "two", ${number}\\`,
    city: number % 3 === 0 ? '' : `Łódź;${number % 3}`,
    code: number % 2 === 0 ? '' : `00${number}`,
  };
}

function toFound({ externalId, name, email, description, address, metaData }: Customer) {
  const [city, code] = [address?.['city'] ?? '', metaData?.['code'] ?? ''];
  return { externalId, name, email, description, city, code };
}

describe.each(PIPES)('$name', ({ start, toArgs }) => {
  it(`sends ${ROWS.toLocaleString('en')} rows, and none is wrong`, async () => {
    const [database, sandbox] = await Promise.all([start(), startSandbox()]);
    onTestFinished(async () => {
      await Promise.all([database.stop(), sandbox.close()]);
    });
    const { status, output } = await pipe([...database.client, ...toArgs(database)], sandbox.url);
    expect(status, output).toBe(0);
    const { customers } = sandbox.snapshot();
    const byId = new Map(customers.map((customer) => [customer.externalId, customer]));
    const wrong = Array.from({ length: ROWS }, (_row, at) => toExpected(at + 1)).filter((expected) => {
      const customer = byId.get(expected.externalId);
      return customer === undefined || JSON.stringify(toFound(customer)) !== JSON.stringify(expected);
    });
    console.log(`${customers.length} customers at the server, ${wrong.length} rows wrong`);
    expect({ customers: customers.length, wrong: wrong.slice(0, 3) }).toEqual({ customers: ROWS, wrong: [] });
  });
});

/** `client | program import -`, with the status of the first that fails. */
async function pipe(
  client: readonly string[],
  baseUrl: string,
): Promise<{ readonly status: number | null; readonly output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'bulk-pipe-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const program = [process.execPath, resolve('dist/cli/main.js'), 'import', '-', '--base-url', baseUrl];
  const flags = [
    '--reports-dir',
    folder,
    '--source-name',
    'customers',
    '--expect-rows',
    String(ROWS),
    '--quiet',
  ];
  const child = spawn(
    'bash',
    [
      '-c',
      `set -o pipefail; "\${@:1:${client.length}}" | "\${@:${client.length + 1}}"`,
      'pipe',
      ...client,
      ...program,
      ...flags,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], XDG_STATE_HOME: folder, BITPOWR_TOKEN: testCredential.token },
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, output };
}
