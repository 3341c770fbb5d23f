/** The whole life of one row, from the journal. */
import { CODES } from '../../core/codes.js';
import { BulkError } from '../../core/errors.js';
import { maskText } from '../../core/redact.js';
import type { JsonValue } from '../../core/customer.js';
import type { BulkStatus, RowState } from '../../core/types.js';
import { readRowRecord } from '../../journal/row-record.js';
import { toIso } from '../../core/clock.js';
import type { Run } from './run.js';
import { withRun } from './runs.js';

export interface RowLife {
  readonly row: number;
  readonly line: number;
  readonly state: RowState;
  readonly status: BulkStatus;
  /** Column to cell, as in the source; masked unless revealed. */
  readonly source: Readonly<Record<string, string>>;
  readonly issues: readonly { readonly severity: string; readonly code: string; readonly message: string }[];
  readonly events: readonly RowEvent[];
  readonly uid: string;
  readonly address: string;
  readonly error: string;
}

/** A request, or a look that settled one. */
export interface RowEvent {
  readonly at: string;
  readonly step: string;
  readonly sent: JsonValue;
  readonly endedAt: string;
  readonly httpStatus: number | null;
  readonly result: string;
  readonly message: string;
}

/** Throws `run_unknown`, `row_unknown`. Personal data is masked unless `reveal`. */
export function readRowLife(
  reportsDir: string,
  id: string,
  rowNumber: number,
  { reveal }: { readonly reveal: boolean },
): RowLife {
  return withRun(reportsDir, id, (run) => {
    const found = readRowRecord(run.journal.file, rowNumber, run);
    if (!found) throw toRowless(run, rowNumber);
    const { columns } = run.require('mapping');
    const show = reveal ? (text: string) => text : maskCell;
    return {
      row: rowNumber,
      line: found.line,
      state: found.state,
      status: found.status,
      source: Object.fromEntries(
        found.cells.map((cell, at) => [columns[at] ?? `cell ${at + 1}`, show(cell)]),
      ),
      issues: found.issues.map(({ severity, code, message }) => ({
        severity,
        code,
        // A message may quote the cell.
        message: reveal ? message : CODES[code].meaning,
      })),
      events: found.attempts.map((attempt) => ({
        at: toIso(attempt.startedAt),
        step: attempt.step,
        sent: maskBody(attempt.body, show),
        endedAt: attempt.endedAt === null ? '' : toIso(attempt.endedAt),
        httpStatus: attempt.httpStatus,
        result: attempt.result,
        message: attempt.message,
      })),
      uid: found.uid,
      address: found.address,
      error: found.error,
    };
  });
}

function toRowless(run: Run, rowNumber: number): BulkError {
  const rows = run.get('source')?.rows ?? 0;
  return new BulkError('row_unknown', `The run ${run.id} has no row ${rowNumber}.`, {
    ...(rows === 0 ? {} : { hint: `Give a row from 1 to ${rows}.` }),
  });
}

function maskCell(text: string): string {
  return text === '' ? '' : maskText(text);
}

/** Parts of a body that tell nothing of a person. */
const OPEN_KEYS: ReadonlySet<string> = new Set(['asset', 'addressType', 'customerId', 'emailUnique']);

function maskBody(body: JsonValue, show: (text: string) => string): JsonValue {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return mapTexts(body, show);
  return Object.fromEntries(
    Object.entries(body).map(([key, part]) => [key, OPEN_KEYS.has(key) ? part : mapTexts(part, show)]),
  );
}

function mapTexts(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((part: JsonValue) => mapTexts(part, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mapTexts(part, change)]));
}

export function toRowLifeText(life: RowLife): string {
  const lines = [
    `Row ${life.row} (line ${life.line}): ${life.status}${life.status === 'pending' ? ` (${life.state})` : ''}`,
    ...Object.entries(life.source).map(([column, cell]) => `  ${column}: ${JSON.stringify(cell)}`),
    ...life.issues.map(({ severity, code, message }) => `  ${severity} ${code}: ${message}`),
    ...life.events.flatMap(toEventLines),
    ...(life.uid === '' ? [] : [`  uid ${life.uid}`]),
    ...(life.address === '' ? [] : [`  address ${life.address}`]),
    ...(life.error === '' ? [] : [`  error: ${life.error}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function toEventLines({ at, step, sent, endedAt, httpStatus, result, message }: RowEvent): string[] {
  if (step === 'look') return [`  ${at} looked: ${result}`];
  const answer =
    endedAt === ''
      ? 'no answer was recorded'
      : `${result}${httpStatus === null ? '' : ` (HTTP ${httpStatus})`}`;
  return [
    `  ${at} ${step}: ${answer}${message === '' ? '' : `: ${message}`}`,
    ...(sent === null ? [] : [`    sent ${JSON.stringify(sent)}`]),
  ];
}
