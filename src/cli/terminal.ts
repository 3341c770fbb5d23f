/** The two streams, with secrets removed from all output. Stdout carries the result, stderr is for people or for a log. */
import { styleText } from 'node:util';
import { logFormatSchema } from '../config/options.js';
import { resolveOptions } from '../config/resolve.js';
import { CODES } from '../core/codes.js';
import { toSystemCode } from '../core/errors.js';
import { makeRedactor } from '../core/redact.js';
import { toReasonText } from '../core/system-reason.js';
import { makeLog, type LogEntry } from './log.js';

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Writes to stderr: `text` for people, or the entry where stderr is a log. @default the entry's message on a line */
  report(entry: LogEntry, text?: string): void;
  /** Every later entry of a log names the run. */
  setRun(runId: string): void;
  /** Whether stderr is a log, of one JSON object per line. */
  readonly isLog: boolean;
  /** Whether stderr is a screen that can be drawn on. */
  readonly isScreen: boolean;
  /** The text in red, where stderr shows colours and the user wants them. */
  emphasise(text: string): string;
}

/** Throws `config_invalid` for a `logFormat` that there is not. */
export function makeTerminal(
  secrets: readonly string[],
  flags: { readonly color?: boolean | undefined; readonly logFormat?: string | undefined } = {},
): Terminal {
  const isLog = resolveOptions(logFormatSchema, flags).logFormat === 'json';
  const redact = makeRedactor(secrets);
  const write = (text: string): void => void process.stderr.write(redact(text));
  const log = makeLog(write, Date.now);
  const report: Terminal['report'] = isLog ? log.report : (entry, text = `${entry.message}\n`) => write(text);
  const isScreen = process.stderr.isTTY && process.env['TERM'] !== 'dumb' && !isLog;
  // https://no-color.org
  const hasColor = isScreen && flags.color !== false && !process.env['NO_COLOR'];
  listen(report);
  if (isLog) logWarnings(report);
  return {
    out: (text) => void process.stdout.write(redact(text)),
    err: (text) => report({ level: 'info', event: 'message', message: text.trim() }, text),
    report,
    setRun: log.setRun,
    isLog,
    isScreen,
    emphasise: (text) => (hasColor ? styleText('red', text) : text),
  };
}

/** The newest terminal reports what goes wrong with the streams. */
let stopListening = (): void => undefined;

function listen(report: Terminal['report']): void {
  stopListening();
  const onOut = (error: unknown): void => tellUnwritable(error, report);
  process.stdout.on('error', onOut);
  process.stderr.on('error', ignore);
  stopListening = () => {
    process.stdout.off('error', onOut);
    process.stderr.off('error', ignore);
  };
}

/** Node writes its warnings as text. */
function logWarnings(report: Terminal['report']): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => report({ level: 'warn', event: 'warning', message, name }));
}

/** Progress and messages that no one can read are no reason to fail: the journal and the files are the record. */
function ignore(): void {
  // Nothing to do.
}

/** A reader that had enough (`| head`) is no reason to fail either. A result that could not be written, to a full disk, is. */
function tellUnwritable(error: unknown, report: Terminal['report']): void {
  if (toSystemCode(error) === 'EPIPE') return;
  const reason = toReasonText(error);
  const message = `Could not write standard output: ${reason}.`;
  const code = 'output_unwritable';
  report({ level: 'error', event: 'error', message, code, hint: REMEDY }, `${code}: ${message}\n${REMEDY}\n`);
  process.once('exit', (status) => {
    if (status <= 1) process.exitCode = STATUS;
  });
}

const { exitStatus: STATUS, remedy: REMEDY } = CODES.output_unwritable;
