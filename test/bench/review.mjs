/**
 * `node test/bench/review.mjs`: how quick the page of `review` is in Chromium (or CHROMIUM=/path/to/it), with 100,000 rows of 30
 * columns and 20,000 problems: time from the end of reading until the first rows are there, frames a second while it scrolls beside an empty page,
 * accepting 10,000 suggestions, and the server's memory. It needs the built program. Nothing else should run meanwhile.
 */
/* global document, requestAnimationFrame, fetch */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const [ROWS, COLUMNS, EVERY] = [100_000, 30, 10];
const SPEEDS = [40, 300, 9000];
const SCROLL_MS = 2500;

async function writeSource(path) {
  const file = createWriteStream(path);
  const more = Array.from({ length: COLUMNS - 4 }, (_, at) => `metaData.c${at + 1}`);
  file.write(`externalId,name,email,address.city,${more.join(',')}\n`);
  for (let row = 1; row <= ROWS; row += 1) {
    const email = row % EVERY === 0 ? `c${row}@gmial.com` : `c${row}@example.com`;
    const city = row % EVERY === 5 ? 'MÃ¼nchen' : 'Dresden';
    const values = more.map((_, at) => `value ${row % 97} of ${at}`);
    if (!file.write(`C${row},Customer ${row},${email},${city},${values.join(',')}\n`))
      await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

/** Starts the review, and waits for its address. */
async function startReview(source, folder) {
  const args = ['review', source, '--no-open', '--sandbox', '--reports-dir', join(folder, 'reports')];
  const child = spawn(process.execPath, [resolve('dist/cli/main.js'), ...args], {
    env: { ...process.env, XDG_STATE_HOME: join(folder, 'state') },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  while (!output.includes('/open?t=')) await once(child.stdout, 'data');
  return { child, address: /http:\S+/.exec(output)[0] };
}

/** The most memory that a process has had, in MB. */
function readPeakMb(pid) {
  const [, kb] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kb) / 1024);
}

/** What the server is busy with: `reading`, `checking`, or nothing. */
function readWork(page) {
  return page.evaluate(async () => {
    const answer = await fetch('/api/state');
    return (await answer.json()).work?.kind;
  });
}

async function untilWork(page, isIt) {
  while (!isIt(await readWork(page))) await setTimeout(50);
}

/** Scrolls by `px` a frame. Gives frames a second, and ms of the main thread for each frame. */
async function scroll(page, client, selector, px) {
  const readBusy = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
  const busy = await readBusy();
  const { frames, ms } = await page.evaluate(
    ([place, by, forMs]) =>
      new Promise((done) => {
        const element = document.querySelector(place);
        let frames = 0;
        let start;
        const step = (now) => {
          start ??= now;
          if (now - start >= forMs) return done({ frames, ms: now - start });
          frames += 1;
          element.scrollTop = (element.scrollTop + by) % (element.scrollHeight - element.clientHeight);
          requestAnimationFrame(step);
        };
        element.scrollTop = 0;
        requestAnimationFrame(step);
      }),
    [selector, px, SCROLL_MS],
  );
  return { fps: (frames * 1000) / ms, busyMs: ((await readBusy()) - busy) / frames };
}

const show = ({ fps, busyMs }) => `${fps.toFixed(0)} fps, ${busyMs.toFixed(1)} ms`;

const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-review-'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
let child;
try {
  const source = join(folder, 'customers.csv');
  await writeSource(source);
  const started = performance.now();
  const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(2)} s`;
  const review = await startReview(source, folder);
  child = review.child;
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(review.address);
  await page.goto(new URL('/fix', review.address).href);
  await untilWork(page, (work) => work !== 'reading');
  const read = performance.now();
  console.log(`read                ${seconds(started)}`);
  const firstRow = page.locator('.lines .cell bdi').first();
  await firstRow.waitFor({ timeout: 80_000 });
  console.log(
    `first rows          ${seconds(read)} after reading, ${(await readWork(page)) ?? 'after the check'}`,
  );
  await untilWork(page, (work) => work === undefined);
  console.log(`checked             ${seconds(read)} after reading`);

  const opened = performance.now();
  await page.goto(new URL('/fix?show=todo', review.address).href);
  await firstRow.waitFor();
  console.log(`opened again        ${seconds(opened)}, rows to do`);

  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const empty = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await empty.setContent(
    '<div id=e style="height:600px;overflow:auto"><div style="height:3200000px"></div></div>',
  );
  const emptyClient = await empty.context().newCDPSession(empty);
  await emptyClient.send('Performance.enable');
  for (const px of SPEEDS) {
    await empty.bringToFront();
    const beside = await scroll(empty, emptyClient, '#e', px);
    await page.bringToFront();
    console.log(
      `scroll ${String(px).padStart(4)} px      ${show(await scroll(page, client, '.grid', px))}; empty ${show(beside)}`,
    );
  }

  const accept = page.getByRole('button', { name: /^Accept 10000: / }).first();
  await accept.waitFor();
  const pressed = performance.now();
  await accept.click();
  await page
    .getByText(/^10,000 cells changed/)
    .first()
    .waitFor();
  console.log(`accept 10,000       ${((performance.now() - pressed) / 1000).toFixed(2)} s`);
  console.log(`server, at most     ${readPeakMb(child.pid)} MB`);
} finally {
  child?.kill('SIGINT');
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
