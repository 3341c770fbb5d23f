/** Holds the results of an undo against the server's own record. */
import type { Customer, SandboxSnapshot } from '../../src/sandbox/index.js';
import type { ResultLine } from '../support/run-import.js';
import { isExplained, type Circumstances } from './expected-codes.js';
import { compareTexts, FIELDS, isNamed, OTHER_FIELDS, toText } from './field-truth.js';

export interface UndoTruth {
  readonly lines: readonly ResultLine[];
  /** Before the run that is undone, before the undo, and after it. */
  readonly original: SandboxSnapshot;
  readonly before: SandboxSnapshot;
  readonly after: SandboxSnapshot;
  readonly stopped: string | null;
  readonly deletes: boolean;
  readonly circumstances: Circumstances;
}

/** Everything that is untrue, as sentences; empty if there is nothing. */
export function checkUndo(undo: UndoTruth): string[] {
  const { lines, before, after, stopped, circumstances } = undo;
  const named = new Set(lines.map((line) => line['bulk_uid']));
  const others = ({ customers }: SandboxSnapshot): string =>
    JSON.stringify(customers.filter(({ uid }) => !named.has(uid)));
  const isEndless = stopped === 'list_endless' && circumstances.vendor.ignoresPage === true;
  return [
    ...(stopped === null || isEndless ? [] : [`the undo stopped: ${stopped}`]),
    ...(others(before) === others(after) ? [] : ['somebody who is in no line was made or changed']),
    ...(after.addresses.length === before.addresses.length ? [] : ['an undo made addresses']),
    ...lines.flatMap((line) =>
      checkLine(line, undo).map(
        (fault) =>
          `line ${line['bulk_row'] ?? '?'} (${line['bulk_status'] ?? ''} ${line['bulk_error_code'] ?? ''} ${line['bulk_error'] ?? ''}): ${fault}`,
      ),
    ),
  ];
}

function checkLine(
  line: ResultLine,
  { original, before, after, stopped, deletes, circumstances }: UndoTruth,
): string[] {
  const uid = line['bulk_uid'] ?? '';
  const find = ({ customers }: SandboxSnapshot): Customer | undefined =>
    customers.find((one) => one.uid === uid && one.deletedAt === null);
  const [first, was, is] = [find(original), find(before), find(after)];
  const isSame = JSON.stringify(was) === JSON.stringify(is);
  switch (line['bulk_status']) {
    case 'deleted':
      return [
        ...(deletes && first === undefined ? [] : ['no customer was to be deleted']),
        ...(is === undefined ? [] : ['it is still there']),
      ];
    case 'updated':
      if (first === undefined || is === undefined) return ['it was not there before, or is gone'];
      return listDifferences(first, is, line['bulk_not_kept'] ?? '').map(
        (field) => `its ${field} was not put back`,
      );
    case 'unchanged':
      if (!isSame) return ['it was changed'];
      if (first === undefined || is === undefined) return [];
      return listDifferences(first, is, line['bulk_not_kept'] ?? '').map(
        (field) => `its ${field} is not as it was`,
      );
    case 'skipped':
      return [
        ...(isSame ? [] : ['it was changed']),
        ...(first === undefined ? [] : ['it was to be put back']),
      ];
    case 'failed':
      return isExplained(line['bulk_error_code'] ?? '', line, circumstances)
        ? []
        : ['nothing explains the failure'];
    case 'pending':
      return stopped === null ? ['the undo has ended'] : [];
    default:
      return [`there is no such status in an undo`];
  }
}

function listDifferences(first: Customer, is: Customer, notKept: string): string[] {
  return [...FIELDS, ...OTHER_FIELDS].filter(
    (field) =>
      compareTexts(field, toText(first, field), toText(is, field)) === 'differs' && !isNamed(field, notKept),
  );
}
