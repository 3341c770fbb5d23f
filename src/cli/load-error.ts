import { writeSync } from 'node:fs';
import { isBulkError, toSystemCode } from '../core/errors.js';
import { toReasonText } from '../core/system-reason.js';

/** Wrong use, nothing was sent. Node's own status for it would be 1, which says "done, but some rows need correction". */
const STATUS = 2;

/** Node takes a package whose files it may not open, for there are too many open, for one that is not there. */
const HINTS = new Map([
  ['ERR_MODULE_NOT_FOUND', 'Install it again (`npm ci`), or allow more open files (`ulimit -n 1024`).'],
  ['MODULE_NOT_FOUND', 'Install it again (`npm ci`), or allow more open files (`ulimit -n 1024`).'],
  ['EMFILE', 'Allow more open files (`ulimit -n 1024`).'],
  ['ENFILE', 'Allow more open files on this machine (`sysctl fs.file-max`).'],
]);

/** Whether a module of a command could not be loaded, which only `tellLoadError` can report: it needs none. */
export function isLoadError(error: unknown): boolean {
  return !isBulkError(error) && HINTS.has(toSystemCode(error) ?? '');
}

/** Says that the program itself could not be loaded. Any error without a code is thrown: a mistake of this program. */
export function tellLoadError(error: unknown): undefined {
  const code = toSystemCode(error);
  if (code === undefined) throw error;
  const hint = HINTS.get(code) ?? 'Install it again (`npm ci`).';
  process.exitCode = STATUS;
  writeSync(
    2,
    `config_invalid: The program can not be loaded: ${toReasonText(error)}. Nothing was sent.\n${hint}\n`,
  );
}
