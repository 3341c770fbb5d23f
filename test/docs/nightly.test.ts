import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { METRICS } from '../../src/record/summary/metrics.js';
import { readOptions } from './help.js';
import { readCode, readPage, readTable, toWords } from './pages.js';

const NIGHTLY = 'docs/guides/nightly.md';

/** The units by file name; the first line of each says where it belongs. */
const UNITS = new Map(
  readCode(readPage(NIGHTLY).text)
    .filter(({ language }) => language === 'ini')
    .map(({ text }) => [basename(text.split('\n')[0] ?? ''), text]),
);

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

describe('docs on nightly jobs', () => {
  it('has a service, its timer, and the unit that tells of a failure', () => {
    expect([...UNITS.keys()]).toEqual([
      'bitpowr-reconcile.service',
      'bitpowr-reconcile.timer',
      'bitpowr-alert@.service',
    ]);
    for (const text of UNITS.values()) {
      for (const line of text.trim().split('\n').slice(1)) {
        expect(line).toMatch(/^(|\[(Unit|Service|Timer|Install)\]|[A-Z][A-Za-z]+=.+)$/);
      }
    }
    expect(UNITS.get('bitpowr-reconcile.service')).toContain('OnFailure=bitpowr-alert@%n.service');
  });

  it('has units in which systemd itself, where it is installed, finds no fault', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-units-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const [name, text] of UNITS) {
      // Where it is installed is the reader's; that there is such a program is all that is changed.
      writeFileSync(join(folder, name), text.replace('/usr/local/bin/bitpowr-bulk', process.execPath));
    }
    const paths = ['bitpowr-reconcile.service', 'bitpowr-reconcile.timer'].map((name) => join(folder, name));
    const found = has('systemd-analyze')
      ? spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], { encoding: 'utf8' })
      : { status: 0, stderr: '' };
    expect(found.stderr.split('\n').filter((line) => line.includes('bitpowr'))).toEqual([]);
    expect(found.status).toBe(0);
  });

  it('starts the program with options that it has, escaped as cron and systemd want it', () => {
    const options = new Set(readOptions('reconcile').map(({ name }) => name));
    const [, unit = ''] = /^ExecStart=(.*)$/m.exec(UNITS.get('bitpowr-reconcile.service') ?? '') ?? [];
    const [cron = ''] = readCode(readPage(NIGHTLY).text)
      .filter(({ language }) => language === 'crontab')
      .map(({ text }) => text.split('&& ')[1]?.trim() ?? '');
    expect(unit.replaceAll('%%', '%')).toBe(cron.replaceAll('\\%', '%'));
    const [program, command, ...words] = toWords(unit);
    expect([program, command]).toEqual(['/usr/local/bin/bitpowr-bulk', 'reconcile']);
    const names = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
    expect(names).toEqual(['profile']);
    for (const name of names) expect(options).toContain(name);
  });

  it('tells every metric, its labels and its meaning', () => {
    expect(readTable('docs/reference/metrics.md', 'Metrics').rows).toEqual(
      Object.entries(METRICS).map(([name, { help, labels }]) => [
        `bitpowr_bulk_${name}`,
        labels.join(', '),
        help,
      ]),
    );
  });
});
