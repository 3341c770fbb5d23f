import { describe, expect, it } from 'vitest';
import { expectSoon, findAxeFaults, useReview } from './support.js';
import { findWeakContrast } from '../../support/page-checks.mjs';
import { bySize } from '../../support/size.js';

/** Each step is looked at in each of these; small: each scheme at one width. */
const VIEWS = bySize({
  small: [
    { colorScheme: 'light', widths: [1280] },
    { colorScheme: 'dark', widths: [390] },
  ],
  full: [
    { colorScheme: 'light', widths: [1280, 390] },
    { colorScheme: 'dark', widths: [1280, 390] },
  ],
} as const);

const STEPS = ['/map', '/fix?show=todo', '/preview', '/apply'] as const;

describe('the steps of the review', () => {
  const open = useReview();

  for (const { colorScheme, widths } of VIEWS)
    it(`have no fault that axe finds, and strong contrast, wide and on a phone (${colorScheme})`, async () => {
      const { page, server, complaints, requests } = await open('/map', { colorScheme });
      server.review.setApply('running');
      for (const width of widths)
        for (const step of STEPS) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(new URL(step, page.url()).href);
          await page.locator('.columns, .lines .cell bdi, .card, .change, .figures').first().waitFor();
          expect(await findAxeFaults(page), `${step} at ${width}`).toEqual([]);
          expect(await page.evaluate(findWeakContrast), `${step} at ${width}`).toEqual([]);
          expect(
            await page.evaluate('document.documentElement.scrollWidth'),
            `${step} at ${width}`,
          ).toBeLessThanOrEqual(width);
        }
      expect(complaints, 'refusals of the Content-Security-Policy').toEqual([]);
      const outside = requests.filter((url) => new URL(url).origin !== new URL(page.url()).origin);
      expect(outside).toEqual([]);
    });

  it('take a choice in the list of fields at once, and a name for extra data', async () => {
    const { page, server } = await open('/map');
    await page.getByLabel('Field for Land').selectOption('address.country');
    await expectSoon(() => server.review.columns().columns[6]?.field, 'address.country');
    await page.getByLabel('Field for Land').selectOption('Extra data named...');
    await page.getByLabel('Name of the extra data from Land').fill('plan');
    await page.keyboard.press('Enter');
    await expectSoon(() => server.review.columns().columns[6]?.field, 'metaData.plan');
    await page.getByRole('button', { name: 'Save mapping as...' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('--mapping mapping.json').waitFor();
  });

  it('lead from Apply, where nothing has begun, to Preview', async () => {
    const { page } = await open('/apply');
    await page.getByRole('heading', { name: 'Nothing has been sent' }).waitFor();
    await page.getByRole('button', { name: 'Go to Preview' }).click();
    await page.waitForURL(/\/preview/);
  });

  it('tell the reader where they are after a change of step', async () => {
    const { page } = await open('/map');
    await page.getByRole('link', { name: /Fix/ }).click();
    await page.waitForURL(/\/fix\?show=todo/);
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(await page.title()).toBe('Fix: customers-november.xlsx');
  });

  it('leave a customer out of the plan by the space bar, and take it in again', async () => {
    const { page } = await open('/preview');
    await page.locator('.change-place.current').focus();
    await page.keyboard.press('F8');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await page.getByText('1 row left out by you').waitFor();
    expect(await page.getByLabel('Send row 43, Ana Silva').isChecked()).toBe(false);
    await page.keyboard.press(' ');
    await page.getByText('1 row left out by you').waitFor({ state: 'detached' });
  });

  it('start a LIVE run only after its organisation is typed', async () => {
    const { page, server } = await open('/preview', { mode: 'LIVE' });
    await page.getByRole('button', { name: 'Apply 302 to LIVE...' }).click();
    const apply = page.getByRole('button', { name: 'Apply 302 to LIVE', exact: true });
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('organisation');
    await page.keyboard.type('Example Finance');
    expect(await apply.isDisabled()).toBe(true);
    expect(await findAxeFaults(page)).toEqual([]);
    await page.keyboard.type(' GmbH');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/apply$/);
    expect(server.review.apply().state).toBe('running');
  });

  it('pause, continue and stop a run, also where an older answer comes last, and say what an undo takes back and which rows failed', async () => {
    const { page, server } = await open('/apply');
    server.tell({ type: 'apply', apply: server.review.setApply('running') });
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Stop...' }).click();
    await page.getByText('Stop? 573 rows are left.').waitFor();
    const release = server.hold('/api/stop');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expectSoon(() => server.review.apply().state, 'stopped');
    server.tell({ type: 'apply', apply: server.review.setApply('done') });
    const retry = page.getByRole('button', { name: 'Try 9 again', includeHidden: true });
    await retry.waitFor();
    release();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await retry.isVisible()).toBe(true);

    await page.getByRole('button', { name: 'Undo...' }).click();
    await page.getByText('263 customers get back what they had').waitFor();
    await page.getByText('and 163 more customers.').waitFor();
    await page.getByText('bitpowr-bulk undo nov25-b --delete-created').waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Fix these 5 rows' }).click();
    await page.waitForURL(/\/fix\?failed=api_rejected/);
    await page.getByText('Rows that failed: The server refused the email: already in use').waitFor();
    await page.getByText('5 of 2,418 rows shown').waitFor();
    expect(await page.locator('.lines .row-number').allTextContents()).toHaveLength(5);
    expect(await findAxeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show all rows' }).click();
    await page.getByText('2,418 rows', { exact: false }).last().waitFor();
  });

  it('say how to start with a credential, and that the review has ended', async () => {
    const { page, server } = await open('/preview', { mode: 'none' });
    await page.getByText('--credentials FILE').waitFor();
    server.tell({ type: 'done' });
    await page.getByText('The review has ended. You can close this window.').waitFor();
  });
});
