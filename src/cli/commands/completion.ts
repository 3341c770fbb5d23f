import { SHELLS } from '../../config/commands.js';
import { toEither } from '../../config/options/values.js';
import { BulkError } from '../../core/errors.js';
import type { Arguments } from '../arguments.js';
import { toScript, toUsualScript } from '../completion/scripts.js';
import { makeTerminal } from '../terminal.js';

export function run({ shell }: Arguments): Promise<void> {
  const script = shell === undefined ? toUsualScript(process.env) : toScript(shell);
  if (script === undefined) {
    throw new BulkError('config_invalid', `Expected the shell to be ${toEither(SHELLS)}, got \`${shell}\`.`);
  }
  makeTerminal({}).out(script);
  return Promise.resolve();
}
