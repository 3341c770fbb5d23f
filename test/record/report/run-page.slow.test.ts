import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RowChange } from '../../../src/core/changes.js';
import { digestChanges } from '../../../src/record/changes/change-digest.js';
import { IssueTally } from '../../../src/record/tally/issue-tally.js';
import { writePage } from '../../../src/record/report/page.js';
import { toRunPage, type RunFindings } from '../../../src/record/report/run-page.js';
import { toSummary, type SummaryParts } from '../../../src/record/summary/to-summary.js';
import { useBrowser } from '../../support/browser.js';
import { findStructureFaults, findWeakContrast, openDetails } from '../../support/page-checks.mjs';
import { makeFolder, makeResultRow } from '../support.js';

const open = useBrowser();

const DONE: SummaryParts = {
  command: 'import',
  runId: 'run-1',
  runDir: '/reports/run-1',
  source: { path: 'customers.csv', sha256: 'ab12', rows: 10 },
  mode: 'TEST',
  baseUrl: 'http://127.0.0.1:4010',
  startedAt: 0,
  finishedAt: 9000,
  counts: { created: 6, updated: 4 },
  requests: { total: 400, retried: 3, throttled: 2, p50Ms: 12, p95Ms: 40, perSecond: 50 },
};

const COST = { requests: 7, durationMs: 900, minRequests: 7, minDurationMs: 400 };

const CHANGE: RowChange = {
  kind: 'updated',
  rowNumber: 1,
  line: 2,
  name: 'Ada Lovelace',
  key: 'cust-1',
  keyField: 'externalId',
  uid: 'uid-1',
  matchedBy: 'externalId',
  fields: [{ field: 'phone', before: '+2348012345678', after: '+2348092345678' }],
  wantsAddress: false,
  warnings: [],
};

const CHANGES: readonly RowChange[] = [
  CHANGE,
  {
    ...CHANGE,
    kind: 'emptied',
    rowNumber: 2,
    name: '<b>Bo</b>',
    fields: [{ field: 'description', before: '<i>old</i>', after: null }],
  },
  {
    ...CHANGE,
    kind: 'created',
    rowNumber: 3,
    name: 'Grace Hopper',
    fields: [{ field: 'name', before: null, after: 'Grace Hopper' }],
    wantsAddress: true,
    warnings: ['zipcode_not_numeric'],
  },
];

async function write(
  parts: Partial<SummaryParts> = {},
  findings: Partial<RunFindings> = {},
): Promise<string> {
  const path = join(await makeFolder(), 'report.html');
  const points = Array.from({ length: 40 }, (_, at) => ({
    atSeconds: at / 4,
    perSecond: at % 10 === 3 ? 0 : 40 + at,
    throttled: at === 3 ? 2 : 0,
    p50Ms: at % 10 === 3 ? 0 : 12,
    p95Ms: at % 10 === 3 ? 0 : 40,
  }));
  await writePage(
    path,
    toRunPage({
      summary: toSummary({ ...DONE, ...parts }),
      files: ['results.csv', 'undo.csv'],
      format: { kind: 'csv', encoding: 'utf-8', delimiter: '\t' },
      causes: [],
      points,
      slowest: [{ route: 'POST /customers', status: null, durationMs: 30_000, atMs: 1200, retried: true }],
      changes: {
        customers: 4,
        fields: [{ field: 'phone', filled: 1, replaced: 3, cleared: 0 }],
        digest: digestChanges(CHANGES, 1000),
        showAll: 'bitpowr-bulk show run-1 --changes --first 1',
      },
      options: { mode: 'upsert' },
      isMasked: false,
      version: '0.0.0-test',
      ...findings,
    }),
  );
  return path;
}

describe('the page of an import', () => {
  it.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 390 },
  ] as const)('loads nothing, and is fit for eyes, ears and keyboard: $colorScheme, $width', async (view) => {
    const digest = new IssueTally();
    const failed = makeResultRow({
      rowNumber: 3,
      cells: [],
      status: 'failed',
      errorCode: 'api_rejected',
      error: 'No.',
    });
    Array.from(digest.watchRows([[failed]]));
    const counts = { created: 9, failed: 1 };
    const { page, complaints, requests } = await open(
      await write({ counts }, { causes: digest.toListedGroups() }),
      view,
    );
    await page.evaluate(openDetails);
    expect(await page.evaluate(findWeakContrast)).toEqual([]);
    expect(await page.evaluate(findStructureFaults)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(view.width);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
    expect(await page.getByRole('article').innerText()).toContain('api_rejected');
  });

  it('tells the requests over time in words too, and draws no line where nothing was answered', async () => {
    const { page } = await open(await write());
    const [rate, latency] = await page.getByRole('img').all();
    expect(await rate?.getAttribute('aria-label')).toBe(
      'Requests per second over time: 50 on average, 79 at most; slowed down by the server in 1 of 40 stretches.',
    );
    expect(await rate?.locator('path').count()).toBe(1);
    // Two series, each in five pieces: before, between and after the four gaps.
    expect(await latency?.locator('path').count()).toBe(10);
    expect(await page.locator('#slowest').innerText()).toMatch(
      /POST \/customers\s+30\.0 s\s+no answer\s+1\.2 s\s+yes/,
    );
    expect(await page.locator('#changes').innerText()).toMatch(
      /4 customers were updated[^]*phone\s+1\s+3\s+0/,
    );
  });

  it.each([
    { parts: {}, title: 'All rows are done', steps: 0 },
    {
      parts: { counts: { created: 7, invalid: 2, failed: 1 } },
      title: '3 of 10 rows have errors',
      steps: 3,
    },
    {
      parts: {
        counts: { created: 4, pending: 6 },
        stopped: { reason: 'server_unreachable', message: 'Gone.' },
        resume: 'bitpowr-bulk resume run-1',
      },
      title: 'Stopped: 6 of 10 rows are not done yet',
      steps: 2,
    },
    {
      parts: {
        counts: { created: 10 },
        stopped: { reason: 'interrupted', message: 'Interrupted.' },
        resume: 'bitpowr-bulk resume run-1',
      },
      title: 'Stopped: the addresses are not compared with the API’s list yet',
      steps: 2,
    },
    {
      parts: { dryRun: true, counts: { would_create: 6, would_update: 4 } },
      title: 'All rows can be carried out',
      steps: 0,
    },
  ] as const)('says first how it went, and what to do next: $title', async ({ parts, title, steps }) => {
    const { page } = await open(await write(parts));
    const verdict = page.getByRole('region', { name: title });
    expect(await verdict.getByRole('listitem').count()).toBe(steps);
  });

  it('has each change as a diff, to search and to filter, and its values as text', async () => {
    const { page, complaints } = await open(
      await write({ dryRun: true, counts: { would_create: 6, would_update: 4 } }),
    );
    const lines = page.locator('#changes-listed tbody tr');
    expect(await lines.count()).toBe(3);
    const phone = lines.filter({ hasText: 'phone' });
    expect(await phone.locator('del').innerText()).toBe('1');
    expect(await phone.locator('ins').innerText()).toBe('9');
    const emptied = lines.filter({ hasText: 'description' });
    expect(await emptied.innerText()).toContain('<b>Bo</b>');
    expect(await emptied.locator('.diff .emptied').innerText()).toBe('description <i>old</i> emptied');
    await page.getByLabel('Kind').selectOption('created');
    expect(await lines.allInnerTexts()).toEqual([expect.stringContaining('+ a deposit address')]);
    await page.getByLabel('Kind').selectOption('');
    await page.getByLabel('Field', { exact: true }).selectOption('phone');
    expect(await lines.count()).toBe(1);
    await page.getByLabel('Field', { exact: true }).selectOption('');
    await page.getByLabel('Warnings').selectOption('yes');
    expect(await lines.allInnerTexts()).toEqual([expect.stringContaining('Grace Hopper')]);
    await page.getByLabel('Warnings').selectOption('');
    await page.getByLabel('Search').fill('lovelace 8092');
    expect(await lines.count()).toBe(0);
    await page.getByLabel('Search').fill('grace');
    expect(await lines.count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('has the changes of a plan before anything else but the totals, and its times in the reader’s zone', async () => {
    const { page } = await open(await write({ dryRun: true, counts: { would_create: 6, would_update: 4 } }));
    const links = await page.getByRole('navigation').getByRole('link').allInnerTexts();
    expect(links.slice(0, 3)).toEqual([
      'At a glance',
      'What would change',
      'Every change, before it is made',
    ]);
    const time = page.locator('.subtitle time');
    expect(await time.getAttribute('datetime')).toBe('1970-01-01T00:00:09.000Z');
    expect(await time.innerText()).not.toContain('1970-01-01 00:00:09 UTC');
  });

  it('of a plan that was applied in part lists what stays planned before what is done, with how to apply it', async () => {
    const counts = { created: 5, updated: 1, would_create: 1, would_update: 2, unchanged: 1 };
    const plan = { ...COST, rows: 4, apply: 'bitpowr-bulk apply run-1 --reports-dir r' };
    const held = digestChanges(
      [
        { ...CHANGE, rowNumber: 8 },
        { ...CHANGE, kind: 'address', rowNumber: 9 },
      ],
      1,
    );
    const made = digestChanges([CHANGE], 1000);
    const showAll = 'bitpowr-bulk show run-1 --changes --first 4 --reports-dir r';
    const changes = { customers: 1, fields: [], digest: made, showAll };
    const path = await write(
      { command: 'apply', counts, plan },
      { changes: { ...changes, held: { ...held, counts: { ...held.counts, updated: 3 } } } },
    );
    const { page, complaints } = await open(path);
    expect(await page.title()).toBe('Plan applied in part: import of customers.csv');
    const sections = await page.getByRole('heading', { level: 2 }).allInnerTexts();
    expect(sections.filter((title) => /planned|Changed/.test(title))).toEqual([
      'Still planned',
      'Changed customers',
    ]);
    const list = page.locator('#held');
    expect(await list.locator('.command code').allInnerTexts()).toEqual([
      plan.apply,
      `${plan.apply} --only 8`,
      showAll,
    ]);
    const rows = list.locator('tbody tr');
    expect(await rows.locator('td:first-child').allInnerTexts()).toEqual(['8', '9']);
    await list.getByLabel('Kind').selectOption('address');
    expect(await rows.count()).toBe(1);
    expect(await page.locator('#change-list tbody tr').count()).toBe(1);
    expect(await page.getByRole('region', { name: 'This part of the plan is done' }).innerText()).toContain(
      '4 rows stay planned, 1 of them for an address alone',
    );
    const totals = page.locator('#totals');
    expect(await totals.innerText()).toContain('Planned: to update: 2');
    const fills = await page.evaluate<string[]>(
      `[...document.querySelectorAll('#totals rect.updated')].map((bar) => getComputedStyle(bar).fill)`,
    );
    expect(new Set(fills).size).toBe(2);
    expect(await page.evaluate(findWeakContrast)).toEqual([]);
    expect(await page.evaluate(findStructureFaults)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('copies a command, and links the files of the run', async () => {
    const next = [{ does: 'sends the failed rows again', command: 'bitpowr-bulk resume run-1 --failed' }];
    const { page } = await open(await write({ counts: { created: 7, invalid: 2, failed: 1 }, next }));
    await page.getByRole('button', { name: 'Copy the command' }).click();
    await page.getByRole('button', { name: /^(Copied|Selected)/ }).waitFor();
    expect(await page.locator('.command code').innerText()).toBe('bitpowr-bulk resume run-1 --failed');
    expect(await page.getByRole('link', { name: 'rejected.csv' }).getAttribute('href')).toBe('rejected.csv');
  });
});
