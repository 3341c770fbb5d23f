/** The two streams, with secrets removed from all output. Stdout carries the result, stderr is for people or for a log. */
import { styleText } from 'node:util';
import type { TerminalFlags } from '../config/commands.js';
import { logFormatSchema } from '../config/options.js';
import { resolveOptions } from '../config/resolve.js';
import type { Environment } from '../core/environment.js';
import { makeRedactor } from '../core/redact.js';
import type { Look } from '../jobs/report.js';
import { hasColors } from './colors.js';
import { listHidden } from './hidden.js';
import { makeLog, type LogEntry } from './log.js';
import { makeLook } from './look.js';
import { watchOutput } from './unwritable.js';

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
  /** The width of the screen that stdout is; undefined: stdout is not a screen. */
  readonly columns: number | undefined;
  /** Whether stdout and stderr are one screen, so that what is said on one is seen. */
  readonly isOneScreen: boolean;
  /** How results look on stdout. */
  readonly look: Look;
  /** The text in red, where stderr shows colours and the user wants them. */
  emphasise(text: string): string;
}

export type ScreenFlags = Partial<Pick<TerminalFlags, 'color' | 'json' | 'verbose' | 'logFormat'>>;

/** What no output may contain: the credential of an environment, and other secrets. */
export interface Hiding {
  /** @default that of this process */
  readonly environment?: Environment;
  readonly secrets?: readonly string[];
}

/** Throws `config_invalid` for a `logFormat` that there is not. */
export function makeTerminal(
  flags: ScreenFlags,
  { environment = process.env, secrets = [] }: Hiding = {},
): Terminal {
  const isLog = resolveOptions(logFormatSchema, flags).logFormat === 'json';
  const redact = makeRedactor([...listHidden(environment, process.argv), ...secrets]);
  const write = (text: string): void => void process.stderr.write(redact(text));
  const log = makeLog(write, Date.now);
  const report: Terminal['report'] = isLog ? log.report : (entry, text = `${entry.message}\n`) => write(text);
  const isScreen = process.stderr.isTTY && process.env['TERM'] !== 'dumb' && !isLog;
  const wantsColor = hasColors(flags);
  const isOutScreen = process.stdout.isTTY;
  watchOutput({ report, needsAll: flags.json === true });
  if (isLog) logWarnings(report);
  return {
    out: (text) => void process.stdout.write(redact(text)),
    err: (text) => report({ level: 'info', event: 'message', message: text.trim() }, text),
    report,
    setRun: log.setRun,
    isLog,
    isScreen,
    columns: isOutScreen ? process.stdout.columns || 80 : undefined,
    isOneScreen: isScreen && isOutScreen,
    look: makeLook(process.stdout, {
      hasColor: isOutScreen && wantsColor,
      isVerbose: flags.verbose === true,
    }),
    emphasise: (text) => (isScreen && wantsColor ? styleText('red', text, { validateStream: false }) : text),
  };
}

/** Node writes its warnings as text. */
function logWarnings(report: Terminal['report']): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => report({ level: 'warn', event: 'warning', message, name }));
}
