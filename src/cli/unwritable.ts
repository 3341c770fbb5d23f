/** What becomes of output that can't be written. Loaded by every command, so it imports nothing large. */
import { toSystemCode } from '../core/errors.js';
import { toReasonText } from '../core/system-reason.js';
import type { LogEntry } from './log.js';

/** As `output_unwritable` has it. */
const STATUS = 3;

const UNWRITTEN =
  'What the command did is saved; only this output is lost. Send it where there is room, and to a program that reads all of it.';

export interface OutputWatch {
  readonly report: (entry: LogEntry, text: string) => void;
  /** Half a document of JSON is no result, so that its reader must stay to the end. */
  readonly needsAll: boolean;
}

/** The newest watch reports what goes wrong with the streams. */
let stopWatching = (): void => undefined;

/** Reports output that could not be written, with status 3. */
export function watchOutput({ report, needsAll }: OutputWatch): void {
  stopWatching();
  let isTold = false;
  const onOut = (error: unknown): void => {
    // A reader of text that had enough (`| head`) is no reason to fail.
    if (isTold || (toSystemCode(error) === 'EPIPE' && !needsAll)) return;
    isTold = true;
    tell(error, report);
  };
  process.stdout.on('error', onOut);
  process.stderr.on('error', ignore);
  stopWatching = () => {
    process.stdout.off('error', onOut);
    process.stderr.off('error', ignore);
  };
}

/** Progress and messages that no one can read are no reason to fail: the journal and the files are the record. */
function ignore(): void {
  // Nothing to do.
}

function tell(error: unknown, report: OutputWatch['report']): void {
  const message = `Could not write standard output: ${toReasonText(error)}.`;
  const code = 'output_unwritable';
  const text = `${code}: ${message}\n${UNWRITTEN}\n`;
  report({ level: 'error', event: 'error', message, code, hint: UNWRITTEN }, text);
  process.once('exit', (status) => {
    if (status <= 1) process.exitCode = STATUS;
  });
}
