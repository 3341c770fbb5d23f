/** Names that a new run can't have. */
import { readdirSync } from 'node:fs';
import { BulkError, toSystemCode } from '../../core/errors.js';
import { LAST } from '../../core/last.js';
import { toReasonText } from '../../core/system-reason.js';

/** Files of this program in the reports folder; SQLite adds `-wal`, `-shm` and `-journal` to the first. */
const RESERVED = /^(sandbox\.sqlite(-.*)?|vendor-profile\.json)$/i;

/** Throws `config_invalid` for `last` or a name of a file of this program, `run_exists` for one that differs from a run only in case. */
export function assertRunName(id: string, reportsDir: string): void {
  if (id.toLowerCase() === LAST) {
    throw new BulkError(
      'config_invalid',
      `Expected \`--run-id\` to be another name than ${LAST}, which stands for the newest run.`,
      { hint: 'Choose another --run-id.' },
    );
  }
  if (RESERVED.test(id)) {
    throw new BulkError(
      'config_invalid',
      `Expected \`--run-id\` to be no name of a file of this program, got \`${id}\`.`,
      {
        hint: 'Choose another --run-id.',
      },
    );
  }
  const other = readNames(reportsDir).find((name) => name !== id && name.toLowerCase() === id.toLowerCase());
  if (other === undefined) return;
  throw new BulkError(
    'run_exists',
    `There is ${other} in ${reportsDir} already, which on some file systems is the same name as ${id}.`,
  );
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (toSystemCode(error) === 'ENOENT') return [];
    throw new BulkError(
      'output_unwritable',
      `The folder ${folder} can not be read: ${toReasonText(error)}.`,
      {
        cause: error,
      },
    );
  }
}
