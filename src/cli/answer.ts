/** Answers what needs no command: help and completion. Its modules are few and small: these must come at once. */
import { styleText } from 'node:util';
import { BulkError } from '../core/errors.js';
import { DOCS_PATH } from './docs-path.js';
import { toAllHelp, toCommandHelp, toOverview, type HelpLook } from './help/help-text.js';
import { toWidth } from './help/layout.js';
import { toUnknownCommand } from './help/misuse.js';
import { LISTED } from './listed.js';
import { hasColors } from './colors.js';
import type { Request } from './request.js';

/** The text for stdout. Throws `config_invalid` for a command that is not there. */
export async function answer(request: Exclude<Request, { type: 'version' | 'work' }>): Promise<string> {
  if (request.type === 'overview') return toOverview(LISTED, readLook({}));
  if (request.type === 'help') return toHelp(request.command, readLook(request));
  const { complete } = await import('./completion/answer.js');
  return complete(request);
}

function toHelp(name: string | undefined, look: HelpLook): string {
  if (name === undefined) return toAllHelp(LISTED, look);
  const command = LISTED.find((one) => one.command === name);
  if (command !== undefined) return toCommandHelp(command, look);
  const { message, hint } = toUnknownCommand(name, LISTED);
  throw new BulkError('config_invalid', message, { hint });
}

function readLook(flags: { readonly color?: boolean }): HelpLook {
  const { isTTY, columns } = process.stdout;
  const isPlain = !isTTY || !hasColors(flags);
  return {
    width: toWidth(isTTY ? columns : Number(process.env['COLUMNS'])),
    heading: (text) => (isPlain ? text : styleText('bold', text)),
    docs: DOCS_PATH,
  };
}
