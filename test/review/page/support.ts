import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { useBrowser, type OpenedPage, type View } from '../../support/browser.js';
import type { MadeOptions } from '../../support/review/made-review.js';
import { MadeServer } from '../../support/review/made-server.js';

export interface OpenedReview extends OpenedPage {
  readonly server: MadeServer;
}

/** Opens the built page on a review in memory. */
export function useReview(): (path: string, options?: MadeOptions & View) => Promise<OpenedReview> {
  const open = useBrowser();
  return async (path, options = {}) => {
    const server = new MadeServer(options);
    const address = await server.start();
    onTestFinished(() => server.stop());
    const opened = await open(`${address}${path}`, options);
    // The frame. The page that says "Opening the review" has a heading too, but no keys yet.
    await opened.page.locator('a.skip').waitFor({ state: 'attached' });
    return { ...opened, server };
  };
}

/** What axe finds; each as `rule: the first place`. */
export async function findAxeFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))',
  );
  return found as readonly string[];
}

/** The cell that has the focus, as `row:column`. */
export async function readFocus(page: Page): Promise<string> {
  const row = page.locator('.line:has(:focus)');
  const number = await row.locator('.row-number').textContent();
  const column = await page.locator('.cell:focus').getAttribute('aria-colindex');
  return `${Number.parseInt(/\d+/.exec(number ?? '')?.[0] ?? '', 10)}:${Number(column) - 2}`;
}

/** Waits until the server has it: the page sends in the background. */
export async function expectSoon<T>(read: () => T, wanted: T): Promise<void> {
  await expect.poll(read).toBe(wanted);
}
