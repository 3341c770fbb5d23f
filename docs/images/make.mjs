/**
 * `node docs/images/make.mjs`: makes report.png, the picture of the demo's report in README.md. It needs the built program and
 * Chromium (or CHROMIUM=/path/to/it). The sandbox in a temporary folder is new, so the picture shows a first import.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-picture-'));
const demo = [
  'import',
  'fixtures/customers.csv',
  '--sandbox',
  '--provision-address',
  '--account-id',
  'demo-wallet',
];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const options = ['--run-id', 'demo', '--reports-dir', folder, '--quiet'];
  const { status, stderr } = spawnSync(process.execPath, [resolve('dist/cli/main.js'), ...demo, ...options], {
    encoding: 'utf8',
  });
  // Some of the demo's rows have errors.
  if (status !== 1) throw new Error(`The demo ended with status ${status}.\n${stderr}`);
  const page = await browser.newPage({ viewport: { width: 1000, height: 720 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(join(folder, 'demo', 'report.html')).href);
  await page.screenshot({ path: resolve('docs/images/report.png') });
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
