/** `--open`: shows the report with the program that this machine has for pages. */
import { existsSync } from 'node:fs';
import { BulkError } from '../core/errors.js';
import { toReasonText } from '../core/system-reason.js';

/** How long an opener that can't do it takes to say so. */
const SOON_MS = 2000;

/**
 * Opens it, and does not wait until it is closed. Throws `output_unwritable` where there is no report, or nothing on this
 * machine opens one.
 */
export async function openReport(path: string): Promise<void> {
  if (!existsSync(path)) throw toUnopened(path, 'the run has no report');
  try {
    await openInBrowser(path);
  } catch (error) {
    throw toUnopened(path, toReasonText(error));
  }
}

/** Opens a path or an address. Throws an `Error` where nothing on this machine does. */
export async function openInBrowser(place: string): Promise<void> {
  // Only `--open` and `review` need it.
  const { default: open } = await import('open');
  const opener = await open(place);
  const status = await new Promise<number | null>((resolve, reject) => {
    const timer = setTimeout(resolve, SOON_MS, 0);
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      end();
    };
    opener.once('error', (error) => settle(() => reject(error)));
    opener.once('exit', (code) => settle(() => resolve(code)));
  });
  if (status !== 0) throw new Error('no program of this machine opens pages');
}

function toUnopened(path: string, reason: string): BulkError {
  return new BulkError('output_unwritable', `The report ${path} was not opened: ${reason}.`, {
    hint: 'Open the file in a browser yourself, on this machine or on another.',
  });
}
