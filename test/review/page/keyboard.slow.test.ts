import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ReviewServer } from '../../../src/review/server.js';
import { useBrowser } from '../../support/browser.js';
import { openReview } from '../server/bench.js';
import { findAxeFaults } from './support.js';

const HEADER = 'externalId,name,email,phone,address.city,Internal note';

/** Six misspelt domains, three broken cities, a row without a name, a bad email, a bad phone, a test customer and one more. */
function toSource(): string {
  const rows = Array.from({ length: 14 }, (_, at) => {
    const row = at + 1;
    const domain = row <= 6 ? 'gmial.com' : 'example.com';
    const city = row > 6 && row <= 9 ? 'MÃ¼nchen' : 'Dresden';
    return [`C${row}`, `Kunde ${row}`, `kunde${row}@${domain}`, '', city, row % 3 === 0 ? 'rang back' : ''];
  });
  const set = (row: number, at: number, value: string): void => {
    rows[row - 1]?.splice(at, 1, value);
  };
  set(10, 1, '');
  set(11, 2, 'kunde11(at)example.com');
  set(12, 3, 'ask again');
  set(13, 1, 'Test Test');
  return [HEADER, ...rows.map((row) => row.join(',')), ''].join('\n');
}

/** What a person has: a keyboard, and what the page shows. */
class Hands {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.#page.keyboard.type(text);
  }

  /** Presses a key until the focus is on what is named so. */
  async reach(key: string, name: RegExp): Promise<void> {
    const seen: string[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      await this.press(key);
      const focused = await this.#readFocused();
      if (name.test(focused)) return;
      seen.push(focused);
    }
    throw new Error(`${key} leads to ${seen.join(' | ')}, not to ${name.source}.`);
  }

  /** The row of the grid that has the focus, and its column, from 0. */
  readCell(): Promise<string> {
    return this.#page.evaluate(
      `(() => {
        const cell = document.activeElement;
        const row = cell?.closest('.line')?.querySelector('.row-number')?.textContent ?? '';
        return (/\\d+/.exec(row)?.[0] ?? '') + ':' + (cell?.getAttribute('data-column') ?? '');
      })()`,
    );
  }

  async onCell(wanted: string): Promise<void> {
    await expect.poll(() => this.readCell(), { timeout: 30_000 }).toBe(wanted);
  }

  reachesSearch(): Promise<void> {
    return this.#page.locator('#search-rows:focus').waitFor();
  }

  /** What a cell shows in the end; `at`: its place in the grid, from 0. */
  async shows(row: number, at: number, value: string): Promise<void> {
    const read = (): Promise<string> =>
      this.#page.evaluate(
        `(() => {
          const toNumber = (line) => /\\d+/.exec(line.querySelector('.row-number').textContent)?.[0];
          const line = [...document.querySelectorAll('[data-index]')].find((one) => toNumber(one) === '${row}');
          return line?.querySelector('[data-column="${at}"]')?.textContent ?? '';
        })()`,
      );
    await expect.poll(read, { timeout: 30_000 }).toBe(value);
  }

  says(text: string | RegExp): Promise<void> {
    return this.#page.getByRole('heading', { level: 1, name: text }).waitFor();
  }

  hears(text: string): Promise<void> {
    return this.#page.getByText(text).first().waitFor();
  }

  #readFocused(): Promise<string> {
    return this.#page.evaluate(
      `(() => {
        const one = document.activeElement;
        const area = one?.closest('[data-area]')?.getAttribute('data-area') ?? '';
        return area + ': ' + (one?.getAttribute('aria-label') ?? one?.textContent ?? '');
      })()`,
    );
  }
}

describe('a review by keyboard alone', () => {
  const open = useBrowser();

  it('maps, accepts, edits, leaves out, previews and applies; axe finds nothing on the way', async () => {
    const bench = await openReview(toSource());
    const server = await ReviewServer.start(bench.review, { assets: resolve('dist/review') });
    onTestFinished(() => server.close());
    const { page, complaints } = await open(server.address);
    const hands = new Hands(page);
    const faults: Record<string, readonly string[]> = {};
    const look = async (where: string): Promise<void> => {
      faults[where] = await findAxeFaults(page);
    };

    await hands.says('One thing to decide: the column Internal note.');
    await look('Map');
    await hands.reach('Tab', /: Field for Internal note$/);
    // The letters pass externalId; what is undone is the whole choice.
    await hands.type('email');
    await hands.press('Control+z');
    await hands.hears('Undone: Internal note: email.');
    await hands.says('One thing to decide: the column Internal note.');
    await hands.press('End');
    await hands.press('Control+z');
    await hands.hears('Undone: Internal note: left out.');
    await expect.poll(() => page.getByLabel('Field for Internal note').inputValue()).toBe('?');
    await hands.press('Control+y');
    await hands.says('All 6 columns are decided.');
    await hands.reach('F6', /^verdict: /);
    await hands.reach('Tab', /: Next: Fix rows$/);
    await hands.press('Enter');

    await page.waitForURL(/\/fix\?show=todo/);
    await page.locator('.line .cell').first().waitFor();
    await look('Fix');
    await hands.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await look('Keys');
    await hands.press('Escape');
    // The focus is on the heading: these keys work from anywhere.
    await page.locator('.cell-bar').getByText('Row 1', { exact: true }).waitFor();
    await hands.press('F8');
    await hands.onCell('2:2');
    await hands.press('Control+f');
    await hands.reachesSearch();
    await hands.press('Shift+F8');
    await hands.onCell('1:2');
    await hands.reach('F6', /^verdict: /);
    await hands.reach('Shift+F6', /^grid: /);
    await hands.press('Control+Home');
    await hands.press('F8');
    await hands.onCell('1:2');
    await hands.press('Control+Enter');
    await hands.onCell('2:2');
    await hands.press('Control+Shift+Enter');
    await page.getByText('5 cells changed. 5 rows checked again: all ready.').first().waitFor();
    await hands.onCell('7:4');
    await hands.press('Control+Shift+Enter');
    await hands.onCell('10:0');

    // A block of a spreadsheet, with a line break in a cell; then what was there before.
    const block = 'Ana\tK10\r\n"B\no"\tK11\r\n';
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(block)})`);
    await hands.press('Control+v');
    await hands.shows(11, 1, 'K11');
    await hands.shows(10, 0, 'Ana');
    await hands.press('Control+z');
    await hands.shows(11, 1, 'C11');
    await hands.press('Control+Shift+z');
    await hands.shows(11, 1, 'K11');
    await hands.press('Control+z');
    await hands.shows(11, 1, 'C11');

    // The first cell that was changed, in the order of the file.
    await hands.onCell('10:1');
    await hands.press('ArrowLeft');
    await hands.onCell('10:0');
    await hands.type('Ana Silva');
    await hands.press('Enter');
    await hands.press('F8');
    await hands.onCell('11:2');
    await hands.press('F2');
    await look('an editor');
    await hands.press('Control+a');
    await hands.type('kunde11@example.com');
    await hands.press('Enter');
    await hands.press('F8');
    await hands.onCell('12:3');
    await hands.press('Delete');
    await hands.press('Control+f');
    await hands.type('nowhere');
    await page.getByText('No row has "nowhere" in it').waitFor();
    await look('an empty view');
    await hands.press('Control+a');
    await hands.press('Delete');
    await page.waitForURL((url) => !url.searchParams.has('q'));
    await hands.reach('Shift+Tab', /: All /);
    await hands.press('Enter');
    await page.locator('.grid[aria-rowcount="15"]').waitFor();
    await hands.reach('F6', /^grid: /);
    await hands.press('Control+End');
    await hands.press('ArrowUp');
    await hands.press('Control+Delete');
    await page.locator('.line.out').waitFor();
    await hands.says(/13 are ready, 1 is left out/i);
    await hands.reach('F6', /^verdict: /);
    await hands.reach('Tab', /: Next: Preview 13 rows$/);
    await hands.press('Enter');

    await page.waitForURL(/\/preview/);
    await hands.reach('Tab', /: Check against TEST$/);
    await hands.press('Enter');
    await hands.says('13 customers would change in TEST.');
    await page.locator('.change').first().waitFor();
    await look('Preview');
    await hands.reach('F6', /^changes: /);
    await hands.press('ArrowRight');
    await hands.press(' ');
    await page.getByText('1 row left out by you').waitFor();
    await hands.reach('F6', /^verdict: /);
    await hands.reach('Tab', /: Apply 12 to TEST\.\.\.$/);
    await hands.press('Enter');
    await page.getByRole('dialog', { name: 'Apply to TEST?' }).waitFor();
    await look('the question before Apply');
    await hands.reach('Tab', /: Apply 12 to TEST$/);
    await hands.press('Enter');

    await page.waitForURL(/\/apply/);
    await hands.says('Done: 12 of 12 customers changed in TEST.');
    await look('Apply');
    await hands.reach('F6', /^verdict: /);
    await hands.reach('Tab', /: Undo\.\.\.$/);
    await hands.press('Enter');
    await page.getByRole('dialog').waitFor();
    await look('the undo');
    await hands.press('Escape');

    expect(faults).toEqual(Object.fromEntries(Object.keys(faults).map((where) => [where, []])));
    const sent = bench.sandbox.snapshot().customers.map(({ name, email, phone, address }) => ({
      ...{ name, email, phone, city: address?.city },
    }));
    expect(sent).toHaveLength(12);
    expect(sent.find(({ name }) => name === 'Ana Silva')).toEqual({
      ...{ name: 'Ana Silva', email: 'kunde10@example.com', phone: null, city: 'Dresden' },
    });
    expect(sent.map(({ name }) => name)).not.toContain('Test Test');
    expect(sent.filter(({ email }) => email?.endsWith('@gmail.com'))).toHaveLength(5);
    expect(sent.filter(({ city }) => city === 'München')).toHaveLength(3);
    expect(sent.map(({ email }) => email)).toContain('kunde11@example.com');
    expect(complaints).toEqual([]);
  });
});
