import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useBrowser } from '../../support/browser.js';
import { makeFolder, openSandbox, startProgram } from '../../support/program.js';

const ROWS = 320;

/** The customers of a messy file: 220 misspelt domains, three names without a value, one email that is not an address. */
function makeFile(): string {
  const lines = Array.from({ length: ROWS }, (_, at) => {
    const row = at + 1;
    const email =
      row === 300 ? 'kunde300(at)example.com' : `kunde${row}@${row <= 220 ? 'gmial.com' : 'example.com'}`;
    return [`CUS-${10000 + row}`, row > 300 && row <= 303 ? '' : `Kunde ${row}`, email].join(';');
  });
  const path = join(makeFolder(), 'kunden.csv');
  writeFileSync(path, `Kundennr.;Name;E-Mail\n${lines.join('\n')}\n`);
  return path;
}

describe('a review from the file to the customers', () => {
  const open = useBrowser();

  /** Starts the program, and gives the address that it prints. */
  async function start(args: readonly string[], env: Readonly<Record<string, string>>) {
    const child = startProgram(['review', ...args, '--no-open'], { env });
    let [output, trouble] = ['', ''];
    child.stderr.setEncoding('utf8').on('data', (text: string) => (trouble += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await expect.poll(() => output, { timeout: 60_000, message: trouble }).toContain('/open?t=');
    const address = /http:\S+/.exec(output)?.[0] ?? '';
    return { child, address, run: () => /bitpowr-bulk review (\S+)/.exec(trouble)?.[1] ?? '' };
  }

  const edit = async (page: Page, row: number, column: string, value: string): Promise<void> => {
    await page.locator('.search input').fill(`CUS-${10000 + row}`);
    await page.locator('.whose').getByText(`Row ${row}`).waitFor();
    const place = await page.getByRole('columnheader', { name: column }).getAttribute('aria-colindex');
    const line = page.locator('.lines .line').filter({ hasText: `CUS-${10000 + row}` });
    await line.locator(`[aria-colindex="${place ?? ''}"]`).dblclick();
    await page.locator('.editor').fill(value);
    await page.keyboard.press('Enter');
    await page.locator('.unsaved-cell').waitFor({ state: 'detached' });
    await page.locator('.edited').first().waitFor();
  };

  it('maps, accepts 220 suggestions, edits 3 cells, leaves out 2 rows, is killed, previews and applies', async () => {
    const { sandbox, flags, env } = await openSandbox();
    const folder = makeFolder();
    const place = ['--reports-dir', folder, ...flags];
    const first = await start([makeFile(), ...place], env);
    const { page, complaints } = await open(first.address);

    await page.getByLabel('Field for Kundennr.').selectOption('externalId');
    await page.getByRole('link', { name: /Fix 4 left/ }).click();
    await page.getByRole('button', { name: /^Accept 220: / }).click();
    await page.getByText('220 cells changed.', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: /^All / }).click();
    await edit(page, 300, 'E-Mail', 'kunde300@example.com');
    await edit(page, 301, 'Name', 'Ana Silva');
    await edit(page, 319, 'Name', 'Jens Holm');
    for (const row of [302, 320]) {
      await page.locator('.search input').fill(`CUS-${10000 + row}`);
      await page.locator('.whose').getByText(`Row ${row}`).waitFor();
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
    await again.page.getByRole('button', { name: /^Changed 223$/ }).waitFor();
    await again.page.getByRole('button', { name: /^Next: Preview 317 rows/ }).click();
    await again.page.getByRole('button', { name: 'Check against TEST' }).click();
    await again.page.getByLabel('Send row 1, Kunde 1').click();
    await again.page.getByText('1 row left out by you').waitFor();
    await again.page.getByRole('button', { name: 'Apply 316 to TEST...' }).click();
    await again.page.getByRole('button', { name: 'Apply 316 to TEST', exact: true }).click();
    await again.page.getByRole('heading', { name: /^Done/ }).waitFor({ timeout: 120_000 });

    const customers = sandbox
      .snapshot()
      .customers.map(({ externalId, name, email }) => [externalId, name, email]);
    const expected = Array.from({ length: ROWS }, (_, at) => at + 1)
      .filter((row) => ![1, 302, 303, 320].includes(row))
      .map((row) => {
        const name = row === 301 ? 'Ana Silva' : row === 319 ? 'Jens Holm' : `Kunde ${row}`;
        return [`CUS-${10000 + row}`, name, `kunde${row}@${row <= 220 ? 'gmail.com' : 'example.com'}`];
      });
    expect(customers.sort()).toEqual(expected.sort());
    expect(
      [...complaints, ...again.complaints].filter((text) => /Content.Security|TrustedHTML|Error:/.test(text)),
    ).toEqual([]);
  });
});
