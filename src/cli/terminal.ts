/** The two streams, with secrets taken out of whatever passes. Stdout carries the result, stderr talks to people. */
import { makeRedactor } from '../core/redact.js';

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether stderr is a screen that can be drawn on. */
  readonly isScreen: boolean;
}

export function makeTerminal(secrets: readonly string[]): Terminal {
  const redact = makeRedactor(secrets);
  // A reader that went away (`| head`) is no reason to fail: the journal and the files are the record.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return {
    out: (text) => void process.stdout.write(redact(text)),
    err: (text) => void process.stderr.write(redact(text)),
    isScreen: process.stderr.isTTY && process.env['TERM'] !== 'dumb',
  };
}
