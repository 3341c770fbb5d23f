/** Rows and issues with tokens instead of personal data, for files that leave the company. */
import type { RowChange } from '../core/changes.js';
import type { Mask } from '../core/mask.js';
import type { Difference } from '../core/difference.js';
import { CODES, type Code } from '../core/codes.js';
import type { ColumnUse, FieldChange, Mapping, ResultRow, Issue } from '../core/types.js';
import { keepHarmless, type KeptText } from './outside-words.js';
import type { Stopped } from './summary/summary.js';

export interface RowMask {
  readonly result: (row: ResultRow) => ResultRow;
  readonly issue: (issue: Issue) => Issue;
  readonly difference: (difference: Difference) => Difference;
  readonly change: (change: RowChange) => RowChange;
  /** The value of a field, such as `name`. */
  readonly field: (field: string, value: string) => string;
  /** Why a run was stopped, which may be in the words of the server. */
  readonly stopped: (stopped: Stopped) => Stopped;
}

/** Their messages may be, or carry, what the server said. */
const OUTSIDE_CODES: ReadonlySet<Code | ''> = new Set<Code>([
  'api_rejected',
  'api_not_found',
  'api_unavailable',
  'address_failed',
  'address_invalid',
  'address_owner_unknown',
  'delete_unsupported',
  'still_in_doubt',
  'credential_rejected',
  'server_unreachable',
  'account_unknown',
  'all_alike_failed',
]);

/** The vendor's own names of things, and words of this tool: they identify no person, and support asks for them. */
const OPEN_FIELDS: ReadonlySet<string> = new Set([
  'uid',
  'subAccountId',
  'provisionAddress',
  'address.country',
]);

/** Shorter values are part of too many words. */
const LEAST_IN_TEXT = 3;

/** What messages quote, and what looks like an email or a phone wherever it stands. */
const QUOTED = '`[^`]+`';
const EMAIL = '[^\\s`"\'<>(),;:=]+@[^\\s`"\'<>(),;:=]+';
const LONG_NUMBER = '\\+?\\d[\\d ().-]{6,}\\d';

export function makeRowMask({ columns, uses }: Mapping, mask: Mask): RowMask {
  const kinds = uses.map(toKind);
  const kindOf = new Map(columns.map((column, at) => [column, kinds[at]]));
  const toCell = (cell: string, at: number): string => {
    // A cell beyond the header may be anything.
    const kind = at < kinds.length ? kinds[at] : 'cell';
    return kind === undefined ? cell : mask(kind, cell);
  };
  return {
    result: (row) => ({
      ...row,
      cells: row.cells.map(toCell),
      address: mask('address', row.address),
      changes: row.changes.map((change) => maskChange(change, mask)),
      error: maskError(row, toTokens(row.cells, toCell), mask),
    }),
    issue: (issue) => {
      const isCell = issue.column !== '';
      const kind = isCell && kindOf.has(issue.column) ? kindOf.get(issue.column) : 'value';
      if (kind === undefined) return issue;
      const { suggestion } = issue;
      const rest = {
        ...issue,
        value: mask(kind, issue.value),
        ...(suggestion === undefined ? {} : { suggestion: mask(kind, suggestion) }),
      };
      if (issue.rowNumber === 0) return rest;
      const message = maskText(issue.message, kind, new Map(), mask);
      const isGeneral = issue.hint === CODES[issue.code].remedy;
      return { ...rest, message, hint: isGeneral ? issue.hint : maskText(issue.hint, kind, new Map(), mask) };
    },
    difference: (difference) => maskDifference(difference, mask),
    change: (change) => ({
      ...change,
      name: mask('name', change.name),
      key: maskField(change.keyField, change.key, mask),
      fields: change.fields.map((field) => maskChange(field, mask)),
    }),
    field: (field, value) => maskField(field, value, mask),
    stopped: ({ reason, message }) => ({
      reason,
      message: OUTSIDE_CODES.has(reason) ? keepHarmless(message, toNothingKnown(mask)) : message,
    }),
  };
}

function maskError(row: ResultRow, tokens: ReadonlyMap<string, string>, mask: Mask): string {
  const { error, errorCode, cells, uid, addressUid, httpStatus } = row;
  if (error === '') return '';
  if (!OUTSIDE_CODES.has(errorCode)) return maskText(error, 'value', tokens, mask);
  return keepHarmless(error, { tokens, cells, open: [uid, addressUid], status: httpStatus, mask });
}

/** Of a message that belongs to no row. */
function toNothingKnown(mask: Mask): KeptText {
  return { tokens: new Map(), cells: [], open: [], status: undefined, mask };
}

function maskDifference(difference: Difference, mask: Mask): Difference {
  const { field, key, keyField, message, remote, source, uid } = difference;
  const toToken = (name: string, value: string): string => maskField(name, value, mask);
  const token = toToken(keyField, key);
  // A uid may look like a number, and stays.
  const tokens = [[key, token] as const, [uid, uid] as const].filter(
    ([text]) => text.length >= LEAST_IN_TEXT,
  );
  return {
    ...difference,
    key: token,
    source: toToken(field, source),
    remote: toToken(field, remote),
    message: message === '' ? '' : maskText(message, 'value', new Map(tokens), mask),
  };
}

function maskField(field: string, value: string, mask: Mask): string {
  const kind = toFieldKind(field);
  return kind === undefined ? value : mask(kind, value);
}

function maskChange({ field, before, after }: FieldChange, mask: Mask): FieldChange {
  const kind = toFieldKind(field);
  const toToken = (value: unknown): unknown => {
    if (kind === undefined || value === null) return value;
    return mask(kind, typeof value === 'string' ? value : JSON.stringify(value));
  };
  return { field, before: toToken(before), after: toToken(after) };
}

/** What a column's tokens begin with; undefined: it has nothing personal. */
function toKind(use: ColumnUse): string | undefined {
  switch (use.kind) {
    case 'field':
      return toFieldKind(use.field);
    case 'first_name':
    case 'last_name':
      return 'name';
    case 'metaData':
      return 'metaData';
    case 'part': {
      const kinds = use.of.map(toFieldKind);
      return kinds.length === 0 ? 'cell' : kinds.find((kind) => kind !== undefined);
    }
    case 'ignored':
      return 'cell';
  }
}

function toFieldKind(field: string): string | undefined {
  if (field.startsWith('metaData.')) return 'metaData';
  if (field === 'firstName' || field === 'lastName') return 'name';
  return OPEN_FIELDS.has(field) ? undefined : field.replace('address.', '');
}

/** The tokens of a row's cells that a message may quote; the longest first, so that none is cut by one within it. */
function toTokens(
  cells: readonly string[],
  toCell: (cell: string, at: number) => string,
): ReadonlyMap<string, string> {
  const tokens = cells
    .map((cell, at) => [cell.trim(), toCell(cell, at)] as const)
    .filter(([cell, token]) => cell.length >= LEAST_IN_TEXT && token !== cell)
    .sort(([one], [other]) => other.length - one.length);
  return new Map(tokens);
}

/** What this tool's own messages give as examples. */
const EXAMPLES: ReadonlySet<string> = new Set(['jane@example.com', '+2348031234567']);

/** In one pass, so that no token is taken for a value. `kind`: of what is quoted, unless it is one of `tokens`. */
function maskText(text: string, kind: string, tokens: ReadonlyMap<string, string>, mask: Mask): string {
  const known = [...tokens.keys()].map((cell) => cell.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp([...known, QUOTED, EMAIL, LONG_NUMBER].join('|'), 'g');
  return text.replace(pattern, (found) => {
    const token = tokens.get(found);
    if (token !== undefined) return token;
    if (found.startsWith('`')) {
      const quoted = found.slice(1, -1);
      return `\`${tokens.get(quoted) ?? mask(kind, quoted)}\``;
    }
    if (EXAMPLES.has(found)) return found;
    return mask(found.includes('@') ? 'email' : 'phone', found);
  });
}
