import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RECONCILE_STATUSES, type ReconcileStatus } from '../../../src/core/difference.js';
import { toDrift, type ReconcileSummary } from '../../../src/record/tally/drift.js';
import type { DatedDifference } from '../../../src/record/table/reconcile-csv.js';
import { DriftExamples } from '../../../src/record/report/drift-examples.js';
import { writePage } from '../../../src/record/report/page.js';
import { toReconcilePage, type ReconcileFindings } from '../../../src/record/report/reconcile-page.js';
import { toSummary } from '../../../src/record/summary/to-summary.js';
import { useBrowser } from '../../support/browser.js';
import { findStructureFaults, findWeakContrast } from '../../support/page-checks.mjs';
import { makeFolder } from '../support.js';

const open = useBrowser();

function differ(status: ReconcileStatus, more: Partial<DatedDifference> = {}): DatedDifference {
  return {
    status,
    key: 'jane@example.com',
    keyField: 'email',
    field: '',
    source: '',
    remote: '',
    uid: '',
    rowNumber: 3,
    line: 4,
    matchedBy: '',
    code: '',
    message: '',
    isFixable: true,
    since: '',
    ...more,
  };
}

const UID = '0b1f3a54-9f0e-4c55-8a57-0d5d6f3c8f11';

const SOME: readonly DatedDifference[] = [
  ...Array.from({ length: 12 }, (_row, at) =>
    differ('changed', {
      rowNumber: at + 1,
      field: 'address.city',
      source: 'London',
      remote: at === 0 ? '' : 'Leeds',
      uid: UID,
    }),
  ),
  differ('missing_remote'),
  differ('missing_source', { key: UID, keyField: 'uid', uid: UID, rowNumber: undefined, line: undefined }),
  differ('ambiguous', { code: 'ambiguous_match', message: `2 customers have this email: ${UID}, ${UID}.` }),
  differ('invalid', {
    code: 'email_invalid',
    message: 'email: expected an address, found `jane(at)example.com`.',
  }),
];

async function write(
  differences: readonly DatedDifference[],
  {
    allowedDrift = 0,
    unsure = null,
    ...more
  }: Partial<ReconcileFindings> & { readonly allowedDrift?: number; readonly unsure?: string | null } = {},
): Promise<string> {
  const path = join(await makeFolder(), 'report.html');
  const digest = new DriftExamples();
  Array.from(digest.watch([differences]));
  const count = (status: ReconcileStatus): number =>
    differences.filter((one) => one.status === status).length;
  const statuses = {
    ...(Object.fromEntries(RECONCILE_STATUSES.map((status) => [status, count(status)])) as Record<
      ReconcileStatus,
      number
    >),
    same: 180,
  };
  const drift = toDrift(statuses);
  const reconcile: ReconcileSummary = {
    against: null,
    remoteCustomers: 195,
    unsure,
    statuses,
    drift,
    allowedDrift,
    fields:
      count('changed') === 0
        ? []
        : [
            { field: 'address.city', count: count('changed') },
            { field: 'phone', count: 3 },
          ],
    fixupRows: drift === 0 ? 0 : 13,
    mend: drift === 0 ? null : 'bitpowr-bulk import reports/night-9/fixup.csv',
    previous: { runId: 'night-8', new: 9, known: drift, gone: 2 },
  };
  const summary = toSummary({
    command: 'reconcile',
    runId: 'night-9',
    runDir: '/reports/night-9',
    source: { path: '/data/customers.csv', sha256: 'ab12', rows: 195 },
    mode: 'TEST',
    baseUrl: 'http://127.0.0.1:4010/api/v1',
    startedAt: 0,
    finishedAt: 1200,
    reconcile,
  });
  const earlier = Array.from({ length: 20 }, (_night, at) => ({
    runId: `night-${8 - at}`,
    startedAt: '2026-11-21T02:15:00.000Z',
    drift: at % 4 === 3 ? 0 : 30 - at,
    fixable: at % 4 === 3 ? 0 : 20 - at,
  }));
  const page = toReconcilePage({
    summary,
    files: ['reconcile.csv', 'fixup.csv'],
    reconcile,
    format: { kind: 'csv', encoding: 'utf-8', delimiter: ',' },
    examples: digest.toExamples(({ uid }) => (uid === '' ? '' : `Name of ${uid}`)),
    earlier,
    options: { ignore: ['description'], maxDrift: { amount: 0.5, isPercent: true } },
    isMasked: false,
    version: '0.0.0-test',
    ...more,
  });
  await writePage(path, page);
  return path;
}

describe('the page of a comparison', () => {
  it.each([
    { name: 'in step', differences: [], view: { colorScheme: 'light', width: 1280 } },
    { name: 'drifted, light', differences: SOME, view: { colorScheme: 'light', width: 1280 } },
    { name: 'drifted, dark', differences: SOME, view: { colorScheme: 'dark', width: 1280 } },
    { name: 'drifted, narrow', differences: SOME, view: { colorScheme: 'dark', width: 390 } },
  ] as const)(
    'loads nothing, and is fit for eyes, ears and keyboard: $name',
    async ({ differences, view }) => {
      const { page, complaints, requests } = await open(await write(differences), view);
      expect(await page.evaluate(findWeakContrast)).toEqual([]);
      expect(await page.evaluate(findStructureFaults)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(view.width);
      expect([complaints, requests]).toEqual([[], []]);
    },
  );

  it('says first whether the two are in step, and what to do', async () => {
    const { page: good } = await open(await write([]));
    expect(await good.getByRole('region', { name: 'The two are in step' }).count()).toBe(1);
    expect(await good.locator('#examples, #fields').count()).toBe(0);
    const { page: unsure } = await open(await write([], { unsure: 'The list did not keep still.' }));
    const title1 = 'Not sure that every customer was seen';
    expect(await unsure.getByRole('region', { name: title1 }).innerText()).toContain('did not keep still');
    const { page } = await open(await write(SOME));
    const verdict = page.getByRole('region', { name: '16 are not in step' });
    expect(await verdict.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('its 13 rows bring the remote in step'),
      expect.stringMatching(/^Import it:\s*bitpowr-bulk import reports\/night-9\/fixup\.csv\s*Copy/),
      expect.stringContaining('not valid (1)'),
      expect.stringContaining('ambiguous (2)'),
      'Compare again.',
    ]);
    const { page: allowed } = await open(await write(SOME, { allowedDrift: 20 }));
    const title = '16 are not in step, which is allowed';
    expect(await allowed.getByRole('region', { name: title }).innerText()).toContain('Up to 20 are allowed');
  });

  it('pictures the drift by field and over the last nights, longest bar for the most', async () => {
    const { page } = await open(await write(SOME));
    expect(await page.locator('#fields li p').allInnerTexts()).toEqual([
      'address.city 12 rows, 100 % of those that differ',
      'phone 3 rows, 25 % of those that differ',
    ]);
    const bars = await page.locator('#fields rect').all();
    const widths = await Promise.all(bars.map((bar) => bar.getAttribute('width')));
    expect(widths).toEqual(['1000', '250']);
    const nights = page.locator('#nights ul.columns li');
    expect(await nights.count()).toBe(14);
    expect(await nights.nth(0).innerText()).toMatch(
      /\(this one\) 16 not in step: 13 by the fixup, 3 by a person; run night-9/,
    );
    expect(await nights.nth(4).innerText()).toContain('in step; run night-5');
    expect(await page.locator('#nights').innerText()).toContain('7 earlier ones are not shown.');
  });

  it('has the first of each kind, with the part that differs marked', async () => {
    const many = Array.from({ length: 30 }, (_row, at) =>
      differ('changed', {
        rowNumber: at + 1,
        field: 'phone',
        source: '+2348012345678',
        remote: '+2348092345678',
      }),
    );
    const { page } = await open(await write([...many, ...SOME.filter(({ status }) => status !== 'changed')]));
    const changed = page.getByRole('region', { name: 'Examples: Different' });
    expect(await changed.locator('tbody tr').count()).toBe(20);
    expect(await changed.locator('tbody tr').first().innerText()).toMatch(
      /^1\s+4\s+jane@example\.com\s+phone\s+\+2348012345678\s+\+2348092345678$/,
    );
    expect(await changed.locator('tbody tr').first().locator('mark').allInnerTexts()).toEqual(['1', '9']);
    expect(await page.locator('#examples').innerText()).toContain('30 (the first 20 are shown)');
    expect(
      await page.locator('#examples').getByRole('link', { name: 'reconcile.csv' }).getAttribute('href'),
    ).toBe('reconcile.csv');
    expect(await page.getByRole('region', { name: 'Examples: Missing in the file' }).innerText()).toContain(
      UID,
    );
  });

  it('has tokens as they are, and HTML in values as text', async () => {
    const token = 'name_5f0c1a9be2d4';
    const tokens = [
      differ('changed', { field: '<img src=x>', source: token, remote: '<script>alert(1)</script>' }),
    ];
    const { page, complaints } = await open(await write(tokens, { isMasked: true }));
    expect(await page.locator('img').count()).toBe(0);
    const text = await page.getByRole('region', { name: 'Examples: Different' }).innerText();
    for (const part of [token, '<img src=x>', '<script>alert(1)</script>']) expect(text).toContain(part);
    expect(complaints).toEqual([]);
  });
});
