import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findWeakContrast } from '../../support/page-checks.mjs';
import type { MadeOptions } from '../../support/review/made-review.js';
import type { MadeServer } from '../../support/review/made-server.js';
import { findAxeFaults, useReview } from './support.js';

interface PageState {
  readonly name: string;
  readonly path: string;
  readonly options?: MadeOptions;
  /** From the page as it opens to the state. */
  readonly reach?: (page: Page, server: MadeServer) => Promise<void>;
  /** Only there is room for it. */
  readonly onlyWide?: boolean;
}

const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click();

/** Each dialog and each odd state. The steps themselves are in steps.slow.test.ts. */
const STATES: readonly PageState[] = [
  { name: 'save the mapping', path: '/map', reach: press('Save mapping as...') },
  { name: 'add a rule', path: '/map', reach: press('Add a rule') },
  { name: 'end the review', path: '/map', reach: press('End review'), onlyWide: true },
  { name: 'keys', path: '/map', reach: (page) => page.keyboard.press('?') },
  { name: 'download', path: '/fix?show=todo', reach: press('Download'), onlyWide: true },
  { name: 'replace', path: '/fix?show=todo', reach: press('Replace'), onlyWide: true },
  { name: 'nothing found', path: '/fix?q=nowhere' },
  {
    name: 'an editor',
    path: '/fix?show=todo',
    reach: (page) => page.locator('[data-index="0"] [data-column="2"]').dblclick(),
    onlyWide: true,
  },
  {
    name: 'a conflict',
    path: '/fix?show=todo',
    reach: async (page, server) => {
      server.conflict = { row: 41, at: 2, theirs: 'theirs@example.com', mine: 'mine@example.com' };
      await page.locator('[data-index="0"] [data-column="2"]').dblclick();
      await page.locator('.editor').fill('mine@example.com');
      await page.keyboard.press('Enter');
    },
    onlyWide: true,
  },
  {
    name: 'the server is gone',
    path: '/fix?show=todo',
    reach: async (page, server) => {
      await server.stop();
      await page.locator('.gone').waitFor();
    },
  },
  { name: 'apply to TEST', path: '/preview', reach: press('Apply 302 to TEST...') },
  {
    name: 'apply to LIVE',
    path: '/preview',
    options: { mode: 'LIVE' },
    reach: press('Apply 302 to LIVE...'),
  },
  { name: 'no credential', path: '/preview', options: { mode: 'none' } },
  { name: 'a credential that is refused', path: '/preview', options: { mode: 'failed' } },
  {
    name: 'the end',
    path: '/apply',
    reach: async (page, server) => {
      server.tell({ type: 'done' });
      await page.getByText('The review has ended.').waitFor();
    },
  },
];

describe('dialogs and odd states of the review', () => {
  const open = useReview();

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1280, 390])
      it(`have no fault that axe finds, and strong contrast (${colorScheme}, ${width} px)`, async () => {
        for (const { name, path, options, reach, onlyWide = false } of STATES) {
          if (onlyWide && width < 1280) continue;
          const { page, server } = await open(path, { colorScheme, width, ...options });
          await reach?.(page, server);
          await page.locator('dialog[open], .gone, .message, .editor').first().waitFor();
          expect(await findAxeFaults(page), name).toEqual([]);
          const weak = await page.evaluate(findWeakContrast);
          // Some of these states have few texts.
          expect(
            weak.filter((text) => !/^only \d+ texts looked at$/.test(text)),
            name,
          ).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(
            width,
          );
          await page.context().close();
          await server.stop();
        }
      });
});
