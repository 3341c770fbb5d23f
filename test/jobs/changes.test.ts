import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openChanges, readRunChanges } from '../../src/jobs/run/changes.js';
import type { RowChange } from '../../src/core/changes.js';
import { toChangesText, PLAIN_STYLE } from '../../src/jobs/report.js';
import { countBy, makeCustomers, openBench, type ImportBench } from '../support/run-import.js';

const REVEAL = { reveal: true };

function readAll(reportsDir: string, id: string): RowChange[] {
  const open = openChanges(reportsDir, id, REVEAL);
  try {
    return [...open.changes];
  } finally {
    open.close();
  }
}

/** As `bulk_changes` says it. */
const toCell = ({ fields }: RowChange): string =>
  fields
    .map(({ field, before, after }) => `${field}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`)
    .join('; ');

/** Of each ten rows: three to create, one whose phone is cleared, three with another name, two as they are, one invalid. */
async function openMixed(): Promise<ImportBench> {
  const customers = makeCustomers(1000, (n) => {
    if (n % 10 === 0) return { name: '' };
    return n % 10 === 4 ? { phone: '' } : {};
  });
  const isThere = (at: number): boolean => (at + 1) % 10 > 3 || (at + 1) % 10 === 0;
  return openBench(customers, {
    sandbox: {
      seedCustomers: customers.flatMap((one, at) => {
        if (!isThere(at) || one['name'] === '') return [];
        const last = (at + 1) % 10;
        const { externalId = '', email = '', name = '', phone = '' } = one;
        return [
          {
            externalId,
            email,
            name: last >= 5 && last <= 7 ? `Old ${at}` : name,
            ...(last === 4 ? { phone: '+2348012345678' } : phone === '' ? {} : { phone }),
            createdAt: '2026-01-01T00:00:00.000Z',
          },
        ];
      }),
    },
  });
}

describe('the changes of a plan of 1,000 mixed rows', () => {
  test('are those of results.csv, in the same rows, in the text and in the JSON', async () => {
    const bench = await openMixed();
    const { rows, runDir } = await plan(bench);
    const reportsDir = `${runDir}/..`;
    const changes = readAll(reportsDir, 'plan');
    const found = readRunChanges(reportsDir, 'plan', { first: 3, ...REVEAL });
    expect(countBy(rows, 'bulk_status')).toMatchObject({ would_create: 300, would_update: 400 });
    expect(found.counts).toEqual({ deleted: 0, emptied: 100, updated: 300, created: 300, address: 0 });
    expect(found.emptiedFields).toBe(100);
    expect(found.changes.map(({ kind }) => kind)).toEqual(
      ['emptied', 'updated', 'created'].flatMap((kind) => [kind, kind, kind]),
    );
    const updates = changes.filter(({ kind }) => kind === 'updated' || kind === 'emptied');
    expect(updates.map((change) => [String(change.rowNumber), toCell(change)])).toEqual(
      rows
        .filter((row) => row['bulk_status'] === 'would_update')
        .map((row) => [row['bulk_row'], row['bulk_changes']]),
    );
    const created = changes.filter(({ kind }) => kind === 'created');
    expect(created.map(({ rowNumber }) => String(rowNumber))).toEqual(
      rows.filter((row) => row['bulk_status'] === 'would_create').map((row) => row['bulk_row']),
    );
    const text = toChangesText(found, found, PLAIN_STYLE);
    expect(text).toContain('- 100 customers would be updated, with fields emptied\n');
    expect(text).toContain('    phone  [-+2348012345678-] emptied\n');
    expect(text).toContain('\n  and 97 more\n');
    expect(text).toContain('~ 300 customers would be updated\n');
    expect(text).toContain('+ 300 customers would be created\n');
  });

  test('once applied are the changes that were made', async () => {
    const bench = await openMixed();
    const { runDir } = await plan(bench);
    const planned = readAll(`${runDir}/..`, 'plan');
    await bench.apply('plan');
    const made = readAll(`${runDir}/..`, 'plan');
    // A create has its uid and how it was found only afterwards.
    const toComparable = ({ kind, rowNumber, fields, key }: RowChange) => ({ kind, rowNumber, fields, key });
    expect(made.map(toComparable)).toEqual(planned.map(toComparable));
    expect(readRunChanges(`${runDir}/..`, 'plan', { first: 1, ...REVEAL }).isPlan).toBe(false);
  });

  test('of a masked run are tokens, unless they are revealed', async () => {
    const bench = await openMixed();
    const { runDir } = await plan(bench, { mask: true });
    const masked = readRunChanges(`${runDir}/..`, 'plan', { first: 1000, reveal: false });
    expect(masked.isMasked).toBe(true);
    const page = await readFile(`${runDir}/report.html`, 'utf8');
    // The invalid rows are named by their tokens.
    const [, findings = ''] = /id="findings">\s*(.*)/.exec(page) ?? [];
    expect(findings).toMatch(/"externalId.[0-9a-z]+"\]/);
    expect(findings).not.toMatch(/c-10\b/);
    const text = JSON.stringify(masked);
    for (const secret of ['+2348012345678', '@example.com', 'Old 4']) {
      expect(text).not.toContain(secret);
      expect(JSON.stringify(readAll(`${runDir}/..`, 'plan'))).toContain(secret);
    }
  });
});

async function plan(bench: ImportBench, flags: { readonly mask?: boolean } = {}) {
  const { rows, summary } = await bench.run({ dryRun: true, runId: 'plan', blank: 'clear', ...flags });
  return { rows, runDir: summary.runDir };
}

test('the deletions of an undo are changes, too', async () => {
  const bench = await openBench([{ externalId: 'x', name: 'Ada' }]);
  await bench.run({ runId: 'first' });
  const undone = await bench.undo('first', { deleteCreated: true });
  expect(undone.summary.counts.deleted).toBe(1);
  const [change] = readAll(`${undone.summary.runDir}/..`, undone.summary.runId);
  expect(change).toMatchObject({ kind: 'deleted', fields: [], wantsAddress: false });
});

test('addresses count with the customer, and alone where the customer is as it should be', async () => {
  const bench = await openBench(
    [
      { externalId: 'x', name: 'Ada' },
      { externalId: 'y', name: 'Grace' },
    ],
    { sandbox: { seedCustomers: [{ externalId: 'y', name: 'Grace' }] } },
  );
  const { summary } = await bench.run({ dryRun: true, runId: 'plan', provisionAddress: true });
  const found = readRunChanges(`${summary.runDir}/..`, 'plan', { first: 9, ...REVEAL });
  expect(found.counts).toMatchObject({ created: 1, address: 1 });
  expect(found.addresses).toBe(2);
});
