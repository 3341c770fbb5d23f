import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CODES, type Code } from '../../../src/core/codes.js';
import type { Issue } from '../../../src/core/types.js';
import { IssueTally } from '../../../src/record/tally/issue-tally.js';
import { writePage } from '../../../src/record/report/page.js';
import { toValidationPage } from '../../../src/record/report/validation-page.js';
import { toSummary } from '../../../src/record/summary/to-summary.js';
import { useBrowser } from '../../support/browser.js';
import { findStructureFaults, findWeakContrast, openDetails } from '../../support/page-checks.mjs';
import { makeFolder, makeIssue } from '../support.js';

const open = useBrowser();

/** An issue as the checks make it. */
function find(
  rowNumber: number,
  code: Code,
  column = '',
  message = 'expected something else, found `x`.',
): Issue {
  const { severity, remedy: hint } = CODES[code];
  return makeIssue({
    rowNumber,
    code,
    column,
    severity,
    hint,
    message: column === '' ? message : `${column}: ${message}`,
  });
}

async function write(issues: Iterable<Issue>, { rows = 10, invalid = 2, columns = ['name', 'email'] } = {}) {
  const path = join(await makeFolder(), 'report.html');
  const digest = new IssueTally();
  for (const issue of issues) digest.add(issue);
  const causes = digest.toListedGroups();
  const summary = toSummary({
    command: 'validate',
    runId: 'check',
    runDir: '/reports/check',
    source: { path: '/data/customers.csv', sha256: 'ab12', rows },
    startedAt: 0,
    finishedAt: 1200,
    counts: { invalid },
    issues: causes.map(({ code, severity, count }) => ({
      code,
      severity,
      count,
      example: { row: 1, line: 2, column: '', message: '' },
    })),
  });
  await writePage(
    path,
    toValidationPage({
      summary,
      files: ['issues.csv', 'rejected.csv'],
      format: { kind: 'csv', encoding: 'utf-8', delimiter: ',' },
      causes,
      warnedRows: 1,
      columns: columns.map((name) => ({
        name,
        field: 'name',
        filled: rows,
        distinct: 3,
        moreDistinct: false,
        shortest: 1,
        longest: 9,
        samples: ['J***'],
      })),
      options: { strict: false },
      isMasked: false,
      version: '0.0.0-test',
    }),
  );
  return path;
}

const SOME = [
  find(2, 'email_invalid', 'email', 'expected an email address, found `jo(at)example.com`.'),
  find(3, 'name_missing', 'name', 'expected a name, found none.'),
  find(3, 'key_missing'),
  ...[1, 4, 5, 6, 7, 8, 9].map((row) => find(row, 'country_unknown', 'Country')),
];

const readRows = (page: Page): Promise<string[]> => page.locator('#listed tbody tr').allInnerTexts();

describe('the page of a check', () => {
  it.each([
    { name: 'nothing found, light', issues: [], view: { colorScheme: 'light' } },
    { name: 'some, light', issues: SOME, view: { colorScheme: 'light' } },
    { name: 'some, dark', issues: SOME, view: { colorScheme: 'dark' } },
    { name: 'some, dark and narrow', issues: SOME, view: { colorScheme: 'dark', width: 390 } },
  ] as const)('loads nothing, and is fit for eyes, ears and keyboard: $name', async ({ issues, view }) => {
    const { page, complaints, requests } = await open(await write(issues), view);
    await page.evaluate(openDetails);
    expect(await page.evaluate(findWeakContrast)).toEqual([]);
    expect(await page.evaluate(findStructureFaults)).toEqual([]);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual('width' in view ? view.width : 1280);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('says first how it went and what to do', async () => {
    const { page } = await open(await write(SOME));
    const verdict = page.getByRole('region', { name: '2 of 10 rows must be corrected' });
    expect(await verdict.innerText()).toContain('The other 8 can be imported.');
    expect(await verdict.getByRole('listitem').count()).toBe(3);
    const { page: good } = await open(await write([], { invalid: 0 }));
    expect(await good.getByRole('region', { name: 'The file can be imported' }).count()).toBe(1);
    expect(await good.locator('#listed').count()).toBe(0);
  });

  it('groups by cause, with the remedy and the rows', async () => {
    const { page } = await open(await write(SOME));
    const cause = page.getByRole('article').filter({ hasText: 'email_invalid' });
    await page.evaluate(openDetails);
    const text = await cause.innerText();
    expect(text).toContain('The email is not an address');
    expect(text).toContain('To do: Correct the email.');
    expect(await cause.locator('tbody').innerText()).toMatch(
      /2\s+3\s+email\s+Expected an email address, found\s+jo\(at\)example\.com/,
    );
  });

  it('names the customer beside each row, and finds rows by it', async () => {
    const named = SOME.map((issue) =>
      issue.rowNumber === 3 ? { ...issue, rowName: 'Zoë <b>Doe</b>' } : issue,
    );
    const { page } = await open(await write(named));
    await page.evaluate(openDetails);
    const cause = page.getByRole('article').filter({ hasText: 'name_missing' });
    expect(await cause.locator('tbody').innerText()).toMatch(/3\s+4\s+Zoë <b>Doe<\/b>\s+name/);
    const unnamed = page.getByRole('article').filter({ hasText: 'email_invalid' });
    expect(await unnamed.getByRole('columnheader', { name: 'Customer' }).count()).toBe(0);
    await page.getByLabel('Search').fill('zoë');
    expect(await readRows(page)).toHaveLength(2);
  });

  it('keeps what only who runs the tool needs folded, and links the files', async () => {
    const { page } = await open(await write(SOME));
    const about = page.getByRole('region', { name: 'About this check' });
    expect(await about.getByRole('link').allInnerTexts()).toEqual(['issues.csv', 'rejected.csv']);
    expect(await page.getByText('--strict').isVisible()).toBe(false);
    await about.getByText('Technical details and options').click();
    expect(await page.getByText('--strict').isVisible()).toBe(true);
  });

  it('searches for words and rows, and filters by severity, kind and column', async () => {
    const { page } = await open(await write(SOME));
    const count = page.getByRole('status');
    expect(await count.innerText()).toBe('Showing 1 to 10 of 10');
    await page.getByLabel('Search').fill('JO(AT) email');
    expect(await readRows(page)).toHaveLength(1);
    expect(await count.innerText()).toBe('Showing 1 to 1 of 1 (filtered from 10)');
    await page.getByLabel('Search').fill('3');
    expect((await readRows(page)).every((row) => row.startsWith('3'))).toBe(true);
    await page.getByLabel('Search').fill('nothing of the kind');
    expect(await count.innerText()).toMatch(/^Nothing here is like that/);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => count.innerText()).toBe('Showing 1 to 10 of 10');
    await page.getByLabel('Severity').selectOption('Errors');
    expect(await readRows(page)).toHaveLength(3);
    await page.getByLabel('Column', { exact: true }).selectOption('name');
    expect(await readRows(page)).toHaveLength(1);
    await page.getByLabel('Column', { exact: true }).selectOption('All');
    await page.getByLabel('Kind').selectOption('The row has no name');
    expect(await readRows(page)).toHaveLength(1);
  });

  it('goes by keyboard alone: past the head, through the cause to its rows, into the search', async () => {
    const { page } = await open(await write(SOME));
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the report');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    const show = page.getByRole('button', { name: /^Show them in the list/ });
    await show.focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('list-title');
    expect(await readRows(page)).toHaveLength(7);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('search');
    await page.keyboard.type('4');
    expect(await readRows(page)).toHaveLength(1);
  });

  it('shows HTML in names and values as text, and runs none of it', async () => {
    const hostile = `<img src=x onerror="document.title='broken'">'"</script><script>document.title='broken'</script>`;
    const issues = [
      find(1, 'email_invalid', hostile, `expected an email address, found \`${hostile}\`.`),
      find(2, 'name_missing', '*'),
    ];
    const { page, complaints, requests } = await open(await write(issues, { columns: [hostile] }));
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Check of customers.csv');
    expect((await readRows(page))[0]).toContain(hostile);
    await page.getByRole('button', { name: hostile }).click();
    expect(await readRows(page)).toHaveLength(1);
    await page.getByLabel('Column', { exact: true }).selectOption({ label: '*' });
    expect(await readRows(page)).toHaveLength(1);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('lets no script run that is not its own, even if one came through', async () => {
    const { page, complaints } = await open(await write(SOME));
    await page.evaluate(`
      const image = document.createElement('img');
      image.setAttribute('onerror', 'document.title = "broken"');
      image.src = 'x';
      document.body.append(image);
      const script = document.createElement('script');
      script.textContent = 'document.title = "broken"';
      document.body.append(script);
    `);
    expect(await page.title()).toBe('Check of customers.csv');
    expect(complaints.join('\n')).toMatch(/Content Security Policy/);
  });

  it('holds 100,000 findings in a small page, turns them over, and says that it lists the first only', async () => {
    const codes: Code[] = ['email_invalid', 'name_missing', 'country_unknown', 'phone_invalid'];
    const issues = Array.from({ length: 100_000 }, (_, at) =>
      find(1 + Math.floor(at / 4), codes[at % 4] ?? 'name_missing', `column ${at % 4}`),
    );
    const path = await write(issues, { rows: 25_000, invalid: 25_000 });
    expect(statSync(path).size).toBeLessThan(500_000);
    const { page, complaints } = await open(path);
    expect(await page.locator('#list').innerText()).toContain(
      'This page lists 2,000 of 100,000 findings: the first of each kind. issues.csv has all of them.',
    );
    expect(await readRows(page)).toHaveLength(25);
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await page.getByRole('status').innerText()).toBe('Showing 26 to 50 of 2,000');
    await page.getByRole('button', { name: 'Previous' }).click();
    expect(await page.getByRole('button', { name: 'Previous' }).isDisabled()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('without JavaScript still has the causes, and says where the rest is', async () => {
    const { page } = await open(await write(SOME), { javaScriptEnabled: false });
    expect(await page.getByRole('article').count()).toBe(4);
    expect(await page.locator('noscript').innerText()).toContain('issues.csv has every finding');
    expect(await page.getByLabel('Search').isVisible()).toBe(false);
  });
});
