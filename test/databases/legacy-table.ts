/** The table of a legacy database: one row for each awkward text and each field that it is put into. */
import type { Code } from '../../src/core/codes.js';
import type { JsonValue } from '../../src/core/customer.js';
import { AWKWARD_TEXTS, type AwkwardText } from './awkward-texts.js';

interface LegacyField {
  readonly column: string;
  /** The name that the export gives to the column. */
  readonly header: string;
  readonly kind: 'key' | 'name' | 'line' | 'text' | 'json';
  /** What the other rows have; null is NULL. */
  readonly plain: string | null;
}

export const LEGACY_FIELDS: readonly LegacyField[] = [
  { column: 'ref', header: 'externalId', kind: 'key', plain: null },
  { column: 'full_name', header: 'name', kind: 'name', plain: 'Jane Doe' },
  { column: 'about', header: 'description', kind: 'text', plain: 'A usual customer' },
  { column: 'street', header: 'address.street', kind: 'text', plain: '12 Broad Street' },
  { column: 'city', header: 'address.city', kind: 'line', plain: 'Lagos' },
  { column: 'note', header: 'metaData.note', kind: 'text', plain: null },
  { column: 'prefs', header: 'metaData', kind: 'json', plain: null },
];

/** A value by the header of its column. Absent: the server has none. */
export type FieldValues = Readonly<Record<string, JsonValue>>;

export interface LegacyRow {
  readonly email: string;
  /** The class of its awkward value. */
  readonly className: string;
  /** The header of the field that has it. */
  readonly field: string;
  /** What the database holds, by column; null is NULL. */
  readonly stored: Readonly<Record<string, string | null>>;
  /** What must be at the server. */
  readonly expected: FieldValues;
  /** Codes with which the row may be refused instead. */
  readonly refused: readonly Code[];
}

/** The key of the awkward text within the column `prefs`. */
const INNER_KEY = 'inner';

export function makeLegacyRows({ withNul }: { readonly withNul: boolean }): readonly LegacyRow[] {
  const texts = AWKWARD_TEXTS.filter(({ notInPostgres }) => withNul || notInPostgres !== true);
  return texts.flatMap((awkward, at) =>
    LEGACY_FIELDS.map((field, fieldAt) =>
      toRow(awkward, field, `c${at * LEGACY_FIELDS.length + fieldAt}@example.com`),
    ),
  );
}

function toRow(awkward: AwkwardText, field: LegacyField, email: string): LegacyRow {
  const stored = { ...toPlain(({ column }) => column), email, [field.column]: toStored(awkward, field) };
  const plain = toPlain(({ header }) => header);
  const expected: Record<string, JsonValue> = { email };
  for (const [header, value] of Object.entries(plain)) if (value !== null) expected[header] = value;
  const arriving = toArriving(awkward, field);
  const header = field.kind === 'json' ? `metaData.${INNER_KEY}` : field.header;
  if (arriving === '') Reflect.deleteProperty(expected, header);
  else expected[header] = arriving;
  return {
    email,
    className: awkward.name,
    field: field.header,
    stored,
    expected,
    refused: toRefused(awkward, field),
  };
}

function toPlain(toKey: (field: LegacyField) => string): Record<string, string | null> {
  return Object.fromEntries(LEGACY_FIELDS.map((field) => [toKey(field), field.plain]));
}

function toStored({ text }: AwkwardText, { kind }: LegacyField): string | null {
  return kind === 'json' && text !== null ? JSON.stringify({ [INNER_KEY]: text }) : text;
}

function toArriving({ text, arrives, arrivesInLine }: AwkwardText, { kind }: LegacyField): JsonValue {
  // Within JSON nothing is removed.
  if (kind === 'json') return text === null ? '' : text.normalize('NFC');
  const usual = arrives ?? text ?? '';
  return kind === 'line' || kind === 'name' ? (arrivesInLine ?? usual) : usual;
}

function toRefused(awkward: AwkwardText, { kind }: LegacyField): readonly Code[] {
  const { refused = [], refusedInLine = [], refusedInKey = [], refusedInName = [] } = awkward;
  if (kind === 'key') return [...refused, ...refusedInKey];
  if (kind === 'name') return [...refused, ...refusedInLine, ...refusedInName];
  return kind === 'line' ? [...refused, ...refusedInLine] : refused;
}
