/** Answers what needs no command: help and completion. Its modules are few and small: these must come at once. */
import { styleText } from 'node:util';
import { BulkError } from '../core/errors.js';
import { suggestName } from '../core/suggest.js';
import { DOCS_PATH } from './docs-path.js';
import { toAllHelp, toCommandHelp, toOverview, type Look } from './help/help-text.js';
import { toWidth } from './help/layout.js';
import { LISTED } from './listed.js';
import type { Request } from './request.js';

/** The text for stdout. Throws `config_invalid` for a command that is not there. */
export async function answer(request: Exclude<Request, { type: 'version' | 'work' }>): Promise<string> {
  if (request.type === 'overview') return toOverview(LISTED, readLook());
  if (request.type === 'help') return toHelp(request.command);
  const { complete } = await import('./completion/answer.js');
  return complete(request);
}

function toHelp(name: string | undefined): string {
  if (name === undefined) return toAllHelp(LISTED, readLook());
  const command = LISTED.find((one) => one.command === name);
  if (command !== undefined) return toCommandHelp(command, readLook());
  const near = suggestName(
    name,
    LISTED.map((one) => one.command),
  );
  throw new BulkError(
    'config_invalid',
    `There is no command ${name}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
    { hint: 'See `bitpowr-bulk help`.' },
  );
}

/** https://no-color.org */
function readLook(): Look {
  const { isTTY, columns } = process.stdout;
  const isPlain = !isTTY || process.env['TERM'] === 'dumb' || Boolean(process.env['NO_COLOR']);
  return {
    width: toWidth(isTTY ? columns : Number(process.env['COLUMNS'])),
    heading: (text) => (isPlain ? text : styleText('bold', text)),
    docs: DOCS_PATH,
  };
}
