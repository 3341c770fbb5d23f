import { describe, expect, it } from 'vitest';
import { CODES, type Code } from '../../src/core/codes.js';
import type { BulkStatus } from '../../src/core/types.js';
import { toExitCode, toStopExitCode } from '../../src/record/summary/exit-code.js';
import { toStatusCounts } from '../../src/record/tally/outcome-tally.js';

const done = { stopped: null, endsRows: true, errors: 0 } as const;

describe('toExitCode', () => {
  it.each<[0 | 1 | 3, BulkStatus]>([
    [0, 'created'],
    [0, 'updated'],
    [0, 'unchanged'],
    [0, 'exists'],
    [0, 'skipped'],
    [0, 'would_create'],
    [0, 'would_update'],
    [1, 'invalid'],
    [1, 'conflict'],
    [1, 'failed'],
    [3, 'pending'],
  ])('is %i for an import with a row that is %s', (exitCode, status) => {
    expect(toExitCode({ ...done, counts: toStatusCounts({ created: 2, [status]: 1 }) })).toBe(exitCode);
  });

  it('is 0 where rows are pending because the command ends no row', () => {
    expect(toExitCode({ ...done, endsRows: false, counts: toStatusCounts({ pending: 1 }) })).toBe(0);
  });

  it('is 1 for errors found, or differences', () => {
    expect(toExitCode({ ...done, endsRows: false, errors: 1, counts: toStatusCounts({}) })).toBe(1);
  });

  it('is what the run stopped for, with any outcome of its rows', () => {
    const counts = toStatusCounts({ failed: 3, pending: 5 });
    expect(toExitCode({ ...done, counts, stopped: { reason: 'too_many_errors' } })).toBe(3);
    expect(toExitCode({ ...done, counts, stopped: { reason: 'interrupted' }, signal: 'SIGTERM' })).toBe(143);
  });
});

/** Never changed: scripts and cron jobs rely on them. Every code that is in no list here gives 3. */
const STATUSES: readonly (readonly [number, readonly Code[]])[] = [
  [
    2,
    [
      'metadata_invalid',
      'metadata_number',
      'dialect_doubtful',
      'column_unknown',
      'key_column_unclear',
      'header_unclear',
      'sheet_unread',
      'column_hidden',
      'pages_unread',
      'line_quoted',
      'source_missing',
      'source_unreadable',
      'source_masked',
      'source_empty',
      'rows_missing',
      'header_missing',
      'header_duplicate',
      'encoding_unknown',
      'encoding_unclear',
      'encoding_guessed',
      'row_too_long',
      'config_invalid',
      'credential_missing',
      'account_unknown',
      'live_not_confirmed',
      'not_all_valid',
      'edit_conflict',
      'review_busy',
      'plan_missing',
      'plan_not_confirmed',
      'row_not_planned',
      'nothing_to_undo',
      'too_many_changes',
      'run_copied',
      'run_exists',
      'row_unknown',
      'run_unknown',
      'journal_damaged',
      'queue_unsupported',
      'queue_newer',
      'source_changed',
      'job_damaged',
    ],
  ],
  [4, ['run_locked']],
  [130, ['interrupted']],
];

describe('toStopExitCode', () => {
  it('is the status in the table of codes', () => {
    const listed = STATUSES.flatMap(([status, codes]) => codes.map((code) => [code, status] as const));
    const expected = new Map<string, number>(listed);
    for (const code of Object.keys(CODES) as Code[]) {
      expect([code, toStopExitCode(code)]).toEqual([code, expected.get(code) ?? 3]);
    }
  });

  it.each<[number, Code]>([
    [3, 'credential_rejected'],
    [3, 'server_unreachable'],
    [3, 'too_many_errors'],
    [3, 'output_unwritable'],
  ])('is %i for %s', (exitCode, code) => {
    expect(toStopExitCode(code)).toBe(exitCode);
  });

  it('tells the signals apart', () => {
    expect(toStopExitCode('interrupted', 'SIGINT')).toBe(130);
    expect(toStopExitCode('interrupted', 'SIGTERM')).toBe(143);
  });
});
