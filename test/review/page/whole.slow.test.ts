import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { SandboxSnapshot } from '../../../src/sandbox/index.js';
import { useBrowser } from '../../support/browser.js';
import { makeFolder, openSandbox, startProgram } from '../../support/program.js';

type Customer = SandboxSnapshot['customers'][number];

/** `fixtures/review/make.mjs` says what is in it: 240 customers and a row of totals. */
const FILE = resolve('fixtures/review/numbers-export.xlsx');

const CITIES = ['München', 'København', 'Malmö', 'Zürich', 'Liège'];

/** Of a row once all is done: as the file has it, with 200 accepted suggestions and three edits. */
function toExpected(row: number) {
  const phone = row === 221 ? '+49301234999' : `+49301234${String(row).padStart(3, '0')}`;
  return {
    externalId: `C${row}`,
    name: row === 201 ? 'Ana Silva' : `Kunde ${row}`,
    email: `kunde${row}@${row <= 110 ? 'gmail.com' : 'example.com'}`,
    phone: row > 150 && row <= 200 ? null : phone,
    address: { city: row > 100 && row <= 140 ? CITIES[row % CITIES.length] : 'Dresden' },
    description: null,
    metaData: null,
  };
}

/** What was sent of a customer, without what the server adds. */
function toGiven({ externalId, name, email, phone, address, description, metaData }: Customer) {
  const filled = Object.entries(address ?? {}).filter(([, value]) => value !== null && value !== '');
  return { externalId, name, email, phone, address: Object.fromEntries(filled), description, metaData };
}

const byId = (one: { externalId: string | null }, other: { externalId: string | null }): number =>
  (one.externalId ?? '').localeCompare(other.externalId ?? '');

describe('a review from the file to the customers', () => {
  const open = useBrowser();

  /** Starts the program, and gives the address that it prints. */
  async function start(args: readonly string[], env: Readonly<Record<string, string>>) {
    const child = startProgram(['review', ...args, '--no-open'], { env });
    let [output, trouble] = ['', ''];
    child.stderr.setEncoding('utf8').on('data', (text: string) => (trouble += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await expect.poll(() => output, { message: trouble }).toContain('/open?t=');
    const address = /http:\S+/.exec(output)?.[0] ?? '';
    return { child, address, run: () => /bitpowr-bulk review (\S+)/.exec(trouble)?.[1] ?? '' };
  }

  /** Puts the cursor on a row that the text finds alone; it may have been there before the text was looked for. */
  const goTo = async (page: Page, row: number, text: string): Promise<void> => {
    await page.locator('.search input').fill(text);
    await page.locator('.grid[aria-rowcount="2"]').waitFor();
    await page.locator('.whose').getByText(`Row ${row}`, { exact: true }).waitFor();
  };

  const edit = async (page: Page, row: number, column: string, value: string): Promise<void> => {
    await goTo(page, row, `C${row}`);
    const place = await page.getByRole('columnheader', { name: column }).getAttribute('aria-colindex');
    const line = page.locator('.lines .line').filter({ hasText: `C${row}` });
    await line.locator(`[aria-colindex="${place ?? ''}"]`).dblclick();
    await page.locator('.editor').fill(value);
    await page.keyboard.press('Enter');
    await page.locator('.unsaved-cell').waitFor({ state: 'detached' });
    await page.locator('.edited').first().waitFor();
  };

  const acceptAll = async (page: Page, cells: number): Promise<void> => {
    await page.getByRole('button', { name: new RegExp(`^Accept ${cells}: `) }).click();
    await page.getByText(`${cells} cells changed.`, { exact: false }).first().waitFor();
  };

  it('maps, accepts 200 suggestions, edits 3 cells, leaves out 2 rows, is killed, previews and applies', async () => {
    const { sandbox, flags, env } = await openSandbox();
    const folder = makeFolder();
    const first = await start([FILE, '--reports-dir', folder, ...flags], env);
    const { page, complaints } = await open(first.address);

    await page.getByRole('heading', { name: 'One thing to decide: the column Internal note.' }).waitFor();
    await page.getByLabel('Field for Internal note').selectOption('Leave out');
    await page.getByRole('heading', { name: 'All 6 columns are decided.' }).waitFor();

    await page.getByRole('link', { name: /Fix 4 left/ }).click();
    await acceptAll(page, 110);
    await acceptAll(page, 50);
    await acceptAll(page, 40);
    await page.getByRole('button', { name: /^All / }).click();
    await edit(page, 201, 'Full Name', 'Ana Silva');
    await edit(page, 211, 'Email', 'kunde211@example.com');
    await edit(page, 221, 'Phone', '+49301234999');
    for (const [row, text] of [
      [231, 'Test Test'],
      [241, 'Total'],
    ] as const) {
      await goTo(page, row, text);
      await page.getByRole('button', { name: 'Leave row out' }).click();
      await page.locator('.line.out').waitFor();
    }
    await page.getByRole('heading', { name: /1 row must be fixed/ }).waitFor();

    const ended = once(first.child, 'close');
    first.child.kill('SIGKILL');
    await ended;
    await page.locator('.gone').getByText('The review has stopped answering.').waitFor();

    const second = await start([first.run(), '--reports-dir', folder, ...flags], env);
    const again = await open(second.address);
    await again.page.getByRole('link', { name: /Fix 1 left/ }).click();
    await again.page.getByRole('button', { name: /^Changed 193$/ }).waitFor();
    await again.page.getByRole('button', { name: /^Next: Preview 238 rows/ }).click();
    await again.page.getByRole('button', { name: 'Check against TEST' }).click();
    expect(sandbox.snapshot().customers, 'before Apply').toEqual([]);
    await again.page.getByRole('button', { name: 'Apply 238 to TEST...' }).click();
    await again.page.getByRole('button', { name: 'Apply 238 to TEST', exact: true }).click();
    await again.page.getByRole('heading', { name: /^Done/ }).waitFor();

    const customers = sandbox.snapshot().customers.map(toGiven);
    const expected = Array.from({ length: 239 }, (_, at) => at + 1)
      .filter((row) => row !== 231)
      .map(toExpected);
    expect(customers.toSorted(byId)).toEqual(expected.toSorted(byId));
    expect(
      [...complaints, ...again.complaints].filter((text) => /Content.Security|TrustedHTML|Error:/.test(text)),
    ).toEqual([]);
  });
});
