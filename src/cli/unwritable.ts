/** What becomes of output that can't be written. Loaded by every command, so it imports nothing large. */
import { toSystemCode } from '../core/errors.js';
import { toReasonText } from '../core/system-reason.js';

/** As `output_unwritable` has it. */
const STATUS = 3;

const UNWRITTEN =
  'What the command did is saved; only this output is lost. Send it where there is room, and to a program that reads all of it.';

let needsAll = false;

/** Half a document of JSON is no result, so that its reader must stay to the end. */
export function requireWholeOutput(): void {
  needsAll = true;
}

/** Reports output that could not be written, with status 3. */
export function watchOutput(): void {
  process.stdout.on('error', tell);
  process.stderr.on('error', ignore);
}

/** Progress and messages that no one can read are no reason to fail: the journal and the files are the record. */
function ignore(): void {
  // Nothing to do.
}

let isTold = false;

/** A reader of text that had enough (`| head`) is no reason to fail either. */
function tell(error: unknown): void {
  if (isTold || (toSystemCode(error) === 'EPIPE' && !needsAll)) return;
  isTold = true;
  process.stderr.write(
    `output_unwritable: Could not write standard output: ${toReasonText(error)}.\n${UNWRITTEN}\n`,
  );
  process.once('exit', (status) => {
    if (status <= 1) process.exitCode = STATUS;
  });
}
