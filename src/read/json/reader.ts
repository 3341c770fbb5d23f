/** The second reading of a JSON file: its records as rows. */
import { BulkError } from '../../core/errors.js';
import type { SourceDoubt, SourceRow } from '../../core/types.js';
import { RowBatch } from '../row-batch.js';
import type { JsonColumns } from './columns.js';
import { flatten, type FlatRecord } from './flatten.js';
import { JsonPass } from './pass.js';
import type { JsonSurvey, JsonText } from './survey.js';
import { RecordWalk, type JsonRecord } from './walk.js';

export class JsonReader {
  readonly #text: JsonText;
  readonly #survey: JsonSurvey;
  readonly #batch: RowBatch;
  readonly #full: (readonly SourceRow[])[] = [];
  readonly #blank: readonly string[];
  #rowCount = 0;

  constructor(text: JsonText, survey: JsonSurvey, batchRows: number) {
    this.#text = text;
    this.#survey = survey;
    this.#blank = survey.columns.names.map(() => '');
    this.#batch = new RowBatch(batchRows);
  }

  /** Throws `source_unreadable` where the file is no longer the one that was surveyed. */
  async *batches(): AsyncGenerator<readonly SourceRow[]> {
    const { reread, encoding, limit } = this.#text;
    const { place } = this.#survey;
    const walk = new RecordWalk({ ...this.#text, place, onRecord: (record) => this.#take(record) });
    const pass = new JsonPass(reread(), encoding, (token, line) => walk.take(token, line));
    while (await pass.pull(this.#rowCount >= limit)) yield* this.#full.splice(0);
    yield* this.#full.splice(0);
    if (!this.#batch.isEmpty) yield this.#batch.take();
    if (pass.sha256() !== this.#survey.sha256) throw this.#toChangedError();
  }

  #take(record: JsonRecord): void {
    if (this.#rowCount >= this.#text.limit) return;
    this.#rowCount += 1;
    const flat = flatten(record, this.#survey);
    const { line } = record;
    const cells = this.#toCells(flat);
    const row = { rowNumber: this.#rowCount, line, cells };
    const doubts = toDoubts(flat, line, this.#survey.columns);
    this.#batch.add(doubts.length === 0 ? row : { ...row, doubts });
    if (this.#batch.isFull) this.#full.push(this.#batch.take());
  }

  #toCells({ cells }: FlatRecord): string[] {
    const { columns } = this.#survey;
    const row = this.#blank.slice();
    for (const [column, cell] of cells) {
      const at = columns.find(column);
      if (at !== undefined) row[at] = cell;
      else if (cell !== '') throw this.#toChangedError();
    }
    return row;
  }

  #toChangedError(): BulkError {
    return new BulkError('source_unreadable', `${this.#text.name} was changed while it was read.`, {
      hint: 'Start it again once the program that writes the file has ended.',
    });
  }
}

function toDoubts({ doubts }: FlatRecord, line: number, columns: JsonColumns): SourceDoubt[] {
  return doubts.map(({ column, ...doubt }) => {
    const cell = columns.find(column);
    return { ...doubt, line, ...(cell === undefined ? {} : { cell }) };
  });
}
