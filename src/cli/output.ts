/** `--output FILE`, of commands whose result is a file or standard output. */
import { BulkError } from '../core/errors.js';
import type { Arguments } from './arguments.js';
import { readLoneDash } from './lone-dash.js';

/** The flags with `-` for standard output. Throws `config_invalid` where `--json` wants standard output as well. */
export function withOutput(flags: Arguments): Arguments {
  const output = readLoneDash(flags['output']);
  if (output !== '-' || flags.json !== true) return { ...flags, output };
  throw new BulkError('config_invalid', 'Expected either `--output -` or `--json`: standard output is one.', {
    hint: 'Leave one of them out.',
  });
}
