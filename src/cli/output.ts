/** `--output FILE`, of commands whose result is a file or standard output. */
import { BulkError } from '../core/errors.js';
import type { Arguments } from './arguments.js';

/** Throws `config_invalid` where both `--output -` and `--json` want standard output. */
export function assertOneOutput({ output, json }: Arguments): void {
  if (output !== '-' || json !== true) return;
  throw new BulkError('config_invalid', 'Expected either `--output -` or `--json`: standard output is one.', {
    hint: 'Leave one of them out.',
  });
}
