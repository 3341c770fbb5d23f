import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Summary } from '../../src/record/summary/summary.js';
import { bySize } from '../support/size.js';
import { makeFolder } from '../support/program.js';

/** Runs a script to its end; `extra` is what it writes on file descriptor 3. */
async function runNode(args: readonly string[], signalled = false) {
  const stdio = ['ignore', 'pipe', 'pipe', signalled ? 'pipe' : 'ignore'] as const;
  const child = spawn(process.execPath, args, { stdio: [...stdio], env: { PATH: process.env['PATH'] } });
  const read = (at: 1 | 2 | 3) => (child.stdio[at] === null ? '' : text(child.stdio[at] as Readable));
  const [stdout, stderr, extra, [status]] = await Promise.all([
    read(1),
    read(2),
    read(3),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { status, stdout, stderr, extra };
}

async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const file = createWriteStream(path);
  for (const line of lines) if (!file.write(`${line}\n`)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}

describe('a nightly comparison', () => {
  it('as npm run demo:nightly shows it finds the drift, corrects it, and is in step again', async () => {
    const { status, stdout, stderr } = await runNode([resolve('dist/cli/demo-nightly.js')]);
    expect(stderr).toContain('Drift was found, corrected, and is gone.');
    expect(status).toBe(0);
    const verdicts = stdout.split('\n').filter((line) => /^(In step|Drift|Since)/.test(line));
    expect(verdicts.map((line) => line.replace(/run \S+:/, 'run:'))).toEqual([
      'In step.',
      'Drift: 8.',
      'Since run: differences 8 new, 0 known, 0 gone.',
      'In step.',
      'Since run: differences 0 new, 0 known, 8 gone.',
    ]);
    expect(existsSync(resolve('reports/demo-nightly/customers.csv'))).toBe(true);
  });

  it('of many customers needs no more memory than one of few', async () => {
    const folder = makeFolder();
    const [source, exported] = [join(folder, 'customers.csv'), join(folder, 'export.ndjson')];
    const count = bySize({ small: 10_000, full: 30_000 });
    const numbers = Array.from({ length: count }, (_row, at) => at);
    const padding = 'A customer of some standing since long ago. '.repeat(10);
    await writeLines(source, [
      'externalId,name,email,description',
      ...numbers.map(
        (n) => `E${n},Customer ${n}${n % 1000 === 0 ? ' Ltd' : ''},c${n}@example.com,${padding}`,
      ),
    ]);
    await writeLines(
      exported,
      numbers.map((n) =>
        JSON.stringify({
          uid: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
          externalId: `E${n}`,
          name: `Customer ${n}`,
          email: `c${n}@example.com`,
          description: padding,
        }),
      ),
    );
    const { stdout, extra } = await runNode(
      [
        '--import',
        resolve('test/bench/children/peak.mjs'),
        resolve('dist/cli/main.js'),
        ...['reconcile', source, '--against', exported, '--reports-dir', join(folder, 'reports'), '--json'],
      ],
      true,
    );
    expect((JSON.parse(stdout) as Summary).reconcile?.statuses).toMatchObject({
      same: count - count / 1000,
      changed: count / 1000,
    });
    const { peakBytes } = JSON.parse(extra) as { peakBytes: number };
    // All rows and customers together would be 40 MB of text alone, and several times that as objects.
    expect(peakBytes).toBeLessThan(250e6);
  });
});
