/**
 * `node docs/images/make-review.mjs`: makes the pictures of docs/guides/review.md, one for each step. It needs the built program and
 * Chromium (or CHROMIUM=/path/to/it). The sandbox is new; some of its customers are imported first, so that there is a change to show.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const SOURCE = 'fixtures/review/numbers-export.xlsx';

const MAIN = resolve('dist/cli/main.js');

const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-picture-'));
const place = ['--sandbox', '--reports-dir', folder];
const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };

function importEarlier() {
  const path = join(folder, 'earlier.csv');
  const rows = [3, 8, 21, 105, 112].map((row) => `C${row},Kunde ${row},kunde${row}@example.com,Dresdn`);
  writeFileSync(path, ['externalId,name,email,address.city', ...rows, ''].join('\n'));
  const { status, stderr } = spawnSync(process.execPath, [MAIN, 'import', path, ...place], {
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(`The import ended with status ${status}.\n${stderr}`);
}

async function startReview() {
  const child = spawn(
    process.execPath,
    [MAIN, 'review', SOURCE, '--no-open', '--run-id', 'kunden', ...place],
    {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  while (!output.includes('/open?t=')) await once(child.stdout, 'data');
  return { child, address: /http:\S+/.exec(output)[0] };
}

/** Takes a picture once the step says this. */
async function takePicture(page, step, text) {
  await page.getByText(text).first().waitFor();
  await page.screenshot({ path: resolve(`docs/images/review-${step}.png`) });
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
let review;
try {
  importEarlier();
  review = await startReview();
  const page = await browser.newPage({ viewport: { width: 1280, height: 640 }, colorScheme: 'light' });
  await page.goto(review.address);
  await takePicture(page, 'map', 'One thing to decide');

  await page.getByLabel('Field for Internal note').selectOption('Leave out');
  await page.getByText('All 6 columns are decided.').waitFor();
  await page.getByRole('link', { name: /Fix/ }).first().click();
  await page.locator('.lines .cell bdi').first().waitFor();
  await takePicture(page, 'fix', '4 rows must be fixed');

  for (const cells of [110, 50, 40]) {
    await page.getByRole('button', { name: new RegExp(`^Accept ${cells}: `) }).click();
    await page.getByText(`${cells} cells changed.`).first().waitFor();
  }
  await page.getByRole('button', { name: /^Next: Preview/ }).click();
  await page.getByRole('button', { name: 'Check against TEST' }).click();
  await page.locator('.change').first().waitFor();
  await takePicture(page, 'preview', 'Nothing has been changed yet');

  await page.getByRole('button', { name: /^Apply \d+ to TEST\.\.\.$/ }).click();
  await page.getByRole('button', { name: /^Apply \d+ to TEST$/ }).click();
  await takePicture(page, 'apply', /^Done: /);
} finally {
  review?.child.kill('SIGINT');
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
