/** The two streams, with secrets removed from all output. Stdout carries the result, stderr is for people. */
import { styleText } from 'node:util';
import type { TerminalFlags } from '../config/commands.js';
import { makeRedactor } from '../core/redact.js';
import type { Look } from '../jobs/report.js';
import { makeLook } from './look.js';
import { requireWholeOutput } from './unwritable.js';

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether stderr is a screen that can be drawn on. */
  readonly isScreen: boolean;
  /** The width of the screen that stdout is; undefined: stdout is not a screen. */
  readonly columns: number | undefined;
  /** Whether stdout and stderr are one screen, so that what is said on one is seen. */
  readonly isOneScreen: boolean;
  /** How results look on stdout. */
  readonly look: Look;
  /** The text in red, where stderr shows colours and the user wants them. */
  emphasise(text: string): string;
}

export function makeTerminal(
  secrets: readonly string[],
  { color, json, verbose }: Partial<Pick<TerminalFlags, 'color' | 'json' | 'verbose'>> = {},
): Terminal {
  const redact = makeRedactor(secrets);
  if (json === true) requireWholeOutput();
  const isScreen = process.stderr.isTTY && process.env['TERM'] !== 'dumb';
  // https://no-color.org
  const wantsColor = color !== false && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  const isOutScreen = process.stdout.isTTY;
  return {
    out: (text) => void process.stdout.write(redact(text)),
    err: (text) => void process.stderr.write(redact(text)),
    isScreen,
    columns: isOutScreen ? process.stdout.columns || 80 : undefined,
    isOneScreen: isScreen && isOutScreen,
    look: makeLook(process.stdout, { hasColor: isOutScreen && wantsColor, isVerbose: verbose === true }),
    emphasise: (text) => (isScreen && wantsColor ? styleText('red', text, { validateStream: false }) : text),
  };
}
