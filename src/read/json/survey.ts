/** The first reading of a JSON file: where its records are, which columns they have, and whether all of it is JSON. */
import { BulkError } from '../../core/errors.js';
import type { SourceDoubt } from '../../core/types.js';
import type { SourceBytes } from '../bytes.js';
import type { ChosenEncoding } from '../encoding/choose.js';
import { JsonColumns } from './columns.js';
import { PlaceFinder, toPathText } from './find-place.js';
import { flatten } from './flatten.js';
import { isOwnExport } from './own-export.js';
import { PageMarks } from './page-marks.js';
import { JsonPass } from './pass.js';
import { ELEMENT, RecordWalk, type JsonRecord, type JsonListPlace, type WalkOptions } from './walk.js';

export interface JsonText {
  readonly name: string;
  /** The bytes from the beginning. */
  readonly reread: () => SourceBytes;
  readonly encoding: ChosenEncoding;
  readonly limit: number;
  readonly maxCharacters: number;
  /** Cells that mean "no value". */
  readonly nulls: readonly string[];
}

export interface JsonSurvey {
  readonly place: JsonListPlace;
  readonly columns: JsonColumns;
  readonly kind: 'json' | 'ndjson';
  readonly isOwn: boolean;
  readonly firstLine: number;
  readonly doubts: readonly SourceDoubt[];
  /** Hex SHA-256 of the bytes as stored. */
  readonly sha256: string;
}

/** Throws `source_unreadable`, `source_empty`, `row_too_long`, `encoding_unknown`. */
export async function surveyJson(text: JsonText): Promise<JsonSurvey> {
  const place = await findPlace(text);
  const columns = new JsonColumns(text.name);
  let first: JsonRecord | undefined;
  let isOwn = false;
  let rows = 0;
  const onRecord = (record: JsonRecord): void => {
    if (rows >= text.limit) return;
    rows += 1;
    if (first === undefined) {
      first = record;
      isOwn = isOwnExport(record.value);
      assertNoTables(text.name, record);
    }
    columns.add(flatten(record, { isOwn }), record.line);
  };
  const marks = new PageMarks();
  const onBeside: WalkOptions['onBeside'] = (path, token) => marks.take(path, token);
  const walk = new RecordWalk({ ...text, place, onRecord, onBeside });
  const pass = new JsonPass(text.reread(), text.encoding, (token, line) => walk.take(token, line));
  while (await pass.pull(rows >= text.limit));
  columns.end();
  if (first === undefined) throw toEmptyError(text.name, place);
  const { line: firstLine, endLine } = first;
  const kind = place.length === 0 && firstLine === endLine ? 'ndjson' : 'json';
  // A reading with a limit has not counted the records.
  const doubts = rows < text.limit ? marks.toDoubts(rows, firstLine) : [];
  return { place, columns, kind, isOwn, firstLine, doubts, sha256: pass.sha256() };
}

/** Reads no more of the file than it needs: the first record, or an object that has the list of records in it. */
async function findPlace(text: JsonText): Promise<JsonListPlace> {
  const finder = new PlaceFinder(text.name);
  const bytes = text.reread();
  const pass = new JsonPass(bytes, text.encoding, (token) => finder.take(token));
  try {
    while (!finder.isKnown && (await pass.pull(false)));
    return finder.toPlace();
  } finally {
    await bytes.close();
  }
}

function toEmptyError(name: string, place: JsonListPlace): BulkError {
  const where = place.length < 2 ? '' : ` in ${toPathText(place)}`;
  return new BulkError('source_empty', `${name} has no records${where}.`, {
    hint: 'Expected one JSON object for each customer, one to a line, or all in one array.',
  });
}

/** phpMyAdmin writes a list of its tables, each with its rows in `data`. */
function assertNoTables(name: string, { value }: JsonRecord): void {
  const comment = value.get('comment');
  if (value.get('type') !== 'header' || typeof comment !== 'string' || !/phpmyadmin/i.test(comment)) return;
  throw new BulkError(
    'source_unreadable',
    `${name} is an export of phpMyAdmin, with one list for each table.`,
    {
      hint: `Choose the table: jq -c '.[] | select(.type == "table" and .name == "customers") | .data[]' ${name} > customers.ndjson`,
    },
  );
}

export function describePlace(name: string, place: JsonListPlace): readonly string[] {
  const isInside = place.some((step) => step !== ELEMENT);
  return isInside ? [`${name}: the records are in ${toPathText(place)}; its other values are not read.`] : [];
}
