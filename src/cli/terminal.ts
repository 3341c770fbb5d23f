/** The two streams, with secrets removed from all output. Stdout carries the result, stderr is for people. */
import { styleText } from 'node:util';
import { makeRedactor } from '../core/redact.js';
import { requireWholeOutput } from './unwritable.js';

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
  { color, json }: { readonly color?: boolean | undefined; readonly json?: boolean | undefined } = {},
): Terminal {
  const redact = makeRedactor(secrets);
  if (json === true) requireWholeOutput();
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
