/** The two streams, with secrets removed from all output. Stdout carries the result, stderr is for people. */
import { styleText } from 'node:util';
import { CODES } from '../core/codes.js';
import { toSystemCode } from '../core/errors.js';
import { makeRedactor } from '../core/redact.js';
import { toReasonText } from '../core/system-reason.js';

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether stderr is a screen that can be drawn on. */
  readonly isScreen: boolean;
  /** The text in red, where stderr shows colours and the user wants them. */
  emphasise(text: string): string;
}

export function makeTerminal(
  secrets: readonly string[],
  { color }: { readonly color?: boolean | undefined } = {},
): Terminal {
  const redact = makeRedactor(secrets);
  for (const [stream, listener] of [
    [process.stdout, tellUnwritable],
    [process.stderr, ignore],
  ] as const)
    if (!stream.listeners('error').includes(listener)) stream.on('error', listener);
  const isScreen = process.stderr.isTTY && process.env['TERM'] !== 'dumb';
  // https://no-color.org
  const hasColor = isScreen && color !== false && !process.env['NO_COLOR'];
  return {
    out: (text) => void process.stdout.write(redact(text)),
    err: (text) => void process.stderr.write(redact(text)),
    isScreen,
    emphasise: (text) => (hasColor ? styleText('red', text) : text),
  };
}

/** Progress and messages that no one can read are no reason to fail: the journal and the files are the record. */
function ignore(): void {
  // Nothing to do.
}

/** A reader that had enough (`| head`) is no reason to fail either. A result that could not be written, to a full disk, is. */
function tellUnwritable(error: unknown): void {
  if (toSystemCode(error) === 'EPIPE') return;
  const reason = toReasonText(error);
  process.stderr.write(`output_unwritable: Could not write standard output: ${reason}.\n${REMEDY}\n`);
  process.once('exit', (status) => {
    if (status <= 1) process.exitCode = STATUS;
  });
}

const { exitStatus: STATUS, remedy: REMEDY } = CODES.output_unwritable;
