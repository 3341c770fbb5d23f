/** A page of this tool in the system's Chromium. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Throws where there is none: a test of the page that did not look at it would pass for ever. */
function findChromium(): string {
  const path = process.env['CHROMIUM'] ?? USUAL.find((place) => existsSync(place));
  if (path !== undefined && existsSync(path)) return path;
  throw new Error(
    `The tests of report.html need Chromium; none is at ${path ?? USUAL.join(' or ')}. ` +
      'Install it (apt-get install chromium), or name it: CHROMIUM=/path/to/chromium npm test.',
  );
}

export interface OpenedPage {
  readonly page: Page;
  /** What the browser had to complain about. */
  readonly complaints: readonly string[];
  /** Everything that the page asked for except itself. */
  readonly requests: readonly string[];
}

export interface View {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly javaScriptEnabled?: boolean;
}

/** Only ends a wait that hangs: a slow machine must not fail a test. */
const MOST_WAIT_MS = 120_000;

/** The test files of a worker share it, as they share this module; it ends with the worker. */
let shared: Promise<Browser> | undefined;

const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** Call it once at the top of a `describe`; gives the way to open a file, or an address of a server on this machine. */
export function useBrowser(): (path: string, view?: View) => Promise<OpenedPage> {
  return async (path, { colorScheme = 'light', width = 1280, javaScriptEnabled = true } = {}) => {
    const browser = await (shared ??= launch());
    const context = await browser.newContext({
      colorScheme,
      javaScriptEnabled,
      reducedMotion: 'reduce',
      viewport: { width, height: 900 },
    });
    context.setDefaultTimeout(MOST_WAIT_MS);
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    const url = path.startsWith('http://127.0.0.1:') ? path : pathToFileURL(path).href;
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url() !== url) requests.push(request.url());
    });
    await page.goto(url);
    return { page, complaints, requests };
  };
}
