import { CODES, type Code } from '../../core/codes.js';
import { BulkError } from '../../core/errors.js';
import { suggestName } from '../../core/suggest.js';

/** The code that is typed, in any case and with `-` for `_`. Throws `config_invalid`, which suggests a near one. */
export function findCode(typed: string): Code {
  const name = typed.trim().toLowerCase().replaceAll('-', '_');
  if (isCode(name)) return name;
  const near = suggestName(name, Object.keys(CODES));
  throw new BulkError(
    'config_invalid',
    `There is no code ${typed}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
    { hint: 'See `bitpowr-bulk explain` for all codes.' },
  );
}

function isCode(name: string): name is Code {
  return Object.hasOwn(CODES, name);
}
