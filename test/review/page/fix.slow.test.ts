import { describe, expect, it } from 'vitest';
import { expectSoon, readFocus, useReview } from './support.js';

describe('Fix', () => {
  const open = useReview();

  it('goes through the rows, edits, accepts, undoes and leaves out by keys alone', async () => {
    const { page, server, complaints } = await open('/fix?show=todo');
    const { review } = server;
    const press = (key: string) => page.keyboard.press(key);
    const focus = (wanted: string) => expect.poll(() => readFocus(page)).toBe(wanted);
    await page.locator('.line [tabindex="0"].must').focus();
    await focus('41:2');

    await press('ArrowDown');
    await focus('43:2');
    await press('Control+End');
    await focus('2408:6');
    await press('Control+Home');
    await focus('41:0');
    await press('F8');
    await focus('41:2');

    await press('Control+Enter');
    await expectSoon(() => review.cell(41, 2), 'kunde41@example.com');
    await focus('43:4');

    // A quick hand: no letter is lost between the key that opens the editor and the next one.
    await page.keyboard.type('01148');
    expect(await page.locator('.editor').getAttribute('aria-label')).toBe('PLZ, row 43');
    await press('Tab');
    await focus('43:5');
    await expectSoon(() => review.cell(43, 4), '01148');
    await press('F2');
    await page.keyboard.type(' Mitte');
    await press('Escape');
    await focus('43:5');

    await press('Control+z');
    await expectSoon(() => review.cell(43, 4), '1147');
    await focus('43:4');
    await press('Control+y');
    await expectSoon(() => review.cell(43, 4), '01148');
    await press('Delete');
    await expectSoon(() => review.cell(43, 4), '');
    await press('Control+Delete');
    await expectSoon(() => review.isOut(43), true);

    await press('F8');
    await focus('55:2');
    await press('Control+Shift+Enter');
    await expectSoon(() => review.cell(110, 2), 'kunde110@example.com');
    await page.getByText('42 rows changed and checked again.').first().waitFor();
    expect(review.cell(43, 5), 'an edit that was given up').toBe('København');
    expect(complaints).toEqual([]);
  });

  it('keeps the editor that is opened while the grid still scrolls, and one that is scrolled', async () => {
    const { page, server } = await open('/fix');
    await page.locator('.line').first().waitFor();
    const grid = page.locator('.grid');
    await grid.evaluate((element) => {
      element.addEventListener(
        'scroll',
        () =>
          requestAnimationFrame(() => {
            const top = element.getBoundingClientRect().top + 200;
            const cell = [...element.querySelectorAll('.line [data-column="2"]')].find(
              (one) => one.getBoundingClientRect().top > top,
            );
            for (const type of ['mousedown', 'dblclick'])
              cell?.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
          }),
        { once: true },
      );
      element.scrollTop = 1600;
    });
    const editor = page.locator('.editor');
    await editor.waitFor();
    await page.locator('.lines.at-rest').waitFor();
    const name = await editor.getAttribute('aria-label');
    await page.keyboard.type('x');
    await grid.evaluate((element) => element.scrollBy(0, 700));
    await page.locator('.lines:not(.at-rest)').waitFor();
    await page.locator('.lines.at-rest').waitFor();
    await page.keyboard.type('y');
    expect(await editor.getAttribute('aria-label')).toBe(name);
    expect(await editor.inputValue()).toMatch(/xy$/);
    const row = Number(/row ([\d,]+)$/.exec(name ?? '')?.[1]?.replace(',', ''));
    await page.keyboard.press('Enter');
    await expectSoon(() => server.review.cell(row, 2).endsWith('xy'), true);
  });

  it('keeps filter and cursor in the address, and back leads to the filter before', async () => {
    const { page } = await open('/fix?show=todo&row=86&at=4');
    await page.locator('.cell-bar').getByText('Row 86').waitFor();
    await page.getByRole('button', { name: /^Phone lost its last digits/ }).click();
    await page.waitForURL(/kind=phone_digits&row=77&at=3$/);
    await page.keyboard.press('Control+f');
    await page.getByRole('searchbox').fill('hlom');
    await page.getByText('No row has "hlom" in it').waitFor();
    await page.goBack();
    await page.locator('.cell-bar').getByText('Row 77').waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe(null);
    await page.reload();
    await page.locator('.cell-bar').getByText('Row 77').waitFor();
  });

  it('makes a column wider by dragging and by keys, and keeps the width for as long as the window is open', async () => {
    const { page } = await open('/fix?show=todo');
    const header = page.getByRole('columnheader', { name: 'E-Mail' });
    const width = async (): Promise<number> => Math.round((await header.boundingBox())?.width ?? 0);
    await header.waitFor();
    const before = await width();
    const edge = await header.locator('.edge').boundingBox();
    const [x, y] = [(edge?.x ?? 0) + 6, (edge?.y ?? 0) + 16];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 80, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(width).toBe(before + 80);
    await page.locator('.line [tabindex="0"].must').focus();
    await page.keyboard.press('Alt+Shift+ArrowLeft');
    await expect.poll(width).toBe(before + 64);
    await page.reload();
    await header.waitFor();
    await expect.poll(width).toBe(before + 64);
    await header.locator('.edge').dblclick();
    await expect.poll(width).toBe(before);
  });

  it('pastes a column of values, and replaces in a column after it said in how many cells', async () => {
    const { page, server } = await open('/fix');
    const { review } = server;
    await page.locator('.line [tabindex="0"]').focus();
    await page.keyboard.press('Control+Home');
    await page.evaluate(
      `document.activeElement.dispatchEvent(Object.assign(new Event('paste', { bubbles: true, cancelable: true }), { clipboardData: { getData: () => 'One\\nTwo\\n' } }))`,
    );
    await expectSoon(() => review.cell(2, 1), 'Two');
    expect(review.cell(1, 1)).toBe('One');

    await page.getByRole('button', { name: 'Replace' }).click();
    await page.getByLabel('Column').last().selectOption('Ort');
    await page.getByLabel('Find').fill('Lisboa');
    await page.getByLabel('Replace with').fill('Porto');
    const count = review.count(5, 'Lisboa');
    await page.getByRole('button', { name: `Replace in ${count} cells` }).click();
    await expectSoon(() => review.count(5, 'Lisboa'), 0);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('keeps an edit while the server is gone, and sends it once when it is back', async () => {
    const { page, server } = await open('/fix?show=todo');
    await page.locator('.line [tabindex="0"].must').focus();
    await server.stop();
    await page.keyboard.type('ana@example.com');
    await page.keyboard.press('Enter');
    await page.locator('.gone').getByText('The review has stopped answering.').waitFor();
    await page.getByText('Not saved yet: 1 edit').waitFor();
    expect(await page.locator('.unsaved-cell').textContent()).toBe('ana@example.com');
    expect(await page.getByRole('button', { name: /^Next: Preview/ }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    await server.start();
    await page.getByText('Back. 1 edit saved.').first().waitFor();
    expect(server.review.cell(41, 2)).toBe('ana@example.com');
    expect(server.seen.filter((one) => one === 'POST /api/edits')).toHaveLength(1);
    expect(await page.locator('.unsaved-cell').count()).toBe(0);
  });

  it('shows both values where another window changed the cell, and does what the person chooses', async () => {
    const { page, server } = await open('/fix?show=todo');
    const edit = async (button: string): Promise<void> => {
      server.conflict = { row: 41, at: 2, theirs: 'theirs@example.com', mine: 'mine@example.com' };
      await page.locator('[data-index="0"] [data-column="2"]').dblclick();
      await page.locator('.editor').fill('mine@example.com');
      await page.keyboard.press('Enter');
      await page.getByText('theirs@example.com').waitFor();
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await edit('Take theirs');
    expect(server.review.cell(41, 2)).toBe('kunde41(at)example.com');
    await edit('Keep mine');
    await expectSoon(() => server.review.cell(41, 2), 'mine@example.com');
  });

  it('shows cards on a phone, where each can be accepted, edited and left out', async () => {
    const { page, server } = await open('/fix?show=todo', { width: 390 });
    const { review } = server;
    const card = page.locator('.card').filter({ hasText: 'Row 41' });
    await card.getByRole('button', { name: 'Accept' }).click();
    await expectSoon(() => review.cell(41, 2), 'kunde41@example.com');
    const other = page.locator('.card').filter({ hasText: 'Row 82' });
    await other.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('E-Mail, row 82').fill('carl@example.com');
    await page.getByRole('button', { name: 'Save' }).click();
    await expectSoon(() => review.cell(82, 2), 'carl@example.com');
    await page
      .locator('.card')
      .filter({ hasText: 'Row 77' })
      .getByRole('button', { name: 'Leave out' })
      .click();
    await expectSoon(() => review.isOut(77), true);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
