/** The rows of one sheet, as its XML is read. */
import type { BulkError } from '../../core/errors.js';
import type { Archive } from './archive.js';
import { toCellText, toColumn } from './cell.js';
import { toPartError, toTooLongError } from './errors.js';
import { isHidden } from './hidden.js';
import { MAX_COLUMNS } from './limits.js';
import { makePlainCells, type PlainMarkup } from './plain-markup.js';
import type { RawCell } from './raw-cell.js';
import { RichText, unescapeText } from './rich-text.js';
import type { SharedStrings } from './shared-strings.js';
import type { Styles } from './styles.js';
import { makeXmlReader, type Attributes } from './xml.js';

/** A row with at least one cell that is not only spaces. */
export interface SheetRow {
  /** The spreadsheet's row number. */
  readonly line: number;
  /** From column A to the last cell that is not empty. */
  readonly cells: string[];
  /** A formula of the row adds up or counts a range, as totals do. */
  readonly hasAggregate: boolean;
  /** By a filter, a group that is folded, by hand, or because its height is 0. */
  readonly isHidden: boolean;
}

/** `SUM(B2:B9)`, `SUBTOTAL(109,Clients[balance])`. */
const AGGREGATE =
  /^\s*=?(?:_xlfn\.)?(?:subtotal|aggregate|sum(?:ifs?)?|count(?:a|ifs?)?|average(?:ifs?)?|min|max)\s*\([^)]*[:[]/i;

export interface SheetOptions {
  readonly path: string;
  readonly strings: SharedStrings;
  readonly styles: Styles;
  /** Of all cells of a row together. */
  readonly maxRowCharacters: number;
}

/** Rows that are not empty, in order, one chunk of the file at a time. Throws `source_unreadable`, `row_too_long`. */
export async function* readSheetRows(
  archive: Archive,
  options: SheetOptions,
): AsyncGenerator<readonly SheetRow[]> {
  let rows: SheetRow[] = [];
  const parser = new SheetParser(archive.name, options, (row) => rows.push(row));
  const read = makeXmlReader(parser.handlers);
  try {
    for await (const chunk of await archive.open(options.path)) {
      read(chunk as Buffer);
      if (rows.length === 0) continue;
      yield rows;
      rows = [];
    }
    read(undefined);
  } catch (error) {
    throw toPartError(archive.name, options.path, error);
  }
  if (rows.length > 0) yield rows;
}

class SheetParser {
  readonly handlers = {
    onOpen: (tag: string, attributes: Attributes) => this.#open(tag, attributes),
    onClose: (tag: string) => this.#close(tag),
    onText: (text: string) => this.#add(text),
    plain: this.#toPlain(),
  };
  readonly #name: string;
  readonly #options: SheetOptions;
  readonly #onRow: (row: SheetRow) => void;
  readonly #inline = new RichText();
  #isInRows = false;
  #line = 0;
  #cells: string[] = [];
  /** Column of the current cell. */
  #column = -1;
  #attributes: Attributes = {};
  #value: string | undefined;
  #isInValue = false;
  #hasFormula = false;
  #isInFormula = false;
  /** Of the current cell. */
  #formula = '';
  #hasAggregate = false;
  #isHidden = false;
  #characters = 0;

  constructor(name: string, options: SheetOptions, onRow: (row: SheetRow) => void) {
    this.#name = name;
    this.#options = options;
    this.#onRow = onRow;
  }

  #open(tag: string, attributes: Attributes): void {
    if (tag === 'sheetData') this.#isInRows = true;
    else if (!this.#isInRows) return;
    else if (tag === 'c') this.#openCell(attributes);
    else if (tag === 'v') this.#isInValue = true;
    else if (tag === 'f') this.#hasFormula = this.#isInFormula = true;
    else if (tag === 'row') this.#openRow(attributes);
    else this.#inline.open(tag);
  }

  #close(tag: string): void {
    if (!this.#isInRows) return;
    if (tag === 'v') this.#isInValue = false;
    else if (tag === 'f') this.#closeFormula();
    else if (tag === 'c') this.#closeCell();
    else if (tag === 'row') this.#closeRow();
    else if (tag === 'sheetData') this.#isInRows = false;
    else this.#inline.close(tag);
    if (tag === 'is') this.#value = this.#inline.take();
  }

  #add(text: string): void {
    if (this.#isInValue) this.#value = (this.#value ?? '') + text;
    else if (this.#isInFormula) this.#formula += text;
    else if (this.#isInRows) this.#inline.add(text);
    const length = Math.max(this.#inline.length, this.#value?.length ?? 0, this.#formula.length);
    if (length > this.#options.maxRowCharacters) throw this.#toTooLongError();
  }

  /** The same for cells and rows that need no parser. */
  #toPlain(): PlainMarkup {
    const { gate, take } = makePlainCells({
      onCell: (reference, cell) => {
        this.#startCell(reference);
        this.#endCell(cell);
      },
      onNextRow: (reference) => {
        this.#closeRow();
        this.#openRow({ r: reference });
      },
    });
    return { gate, take: (xml, from) => (this.#isInRows ? take(xml, from) : from) };
  }

  #openRow({ r: reference, hidden, ht }: Attributes): void {
    const line = reference === undefined ? this.#line + 1 : Number(reference);
    if (!Number.isSafeInteger(line) || line <= this.#line)
      throw new Error(`its row ${reference ?? line} stands after row ${this.#line}`);
    this.#line = line;
    this.#cells = [];
    this.#column = -1;
    this.#characters = 0;
    this.#hasAggregate = false;
    this.#isHidden = isHidden(hidden, ht);
  }

  #closeFormula(): void {
    this.#isInFormula = false;
    this.#hasAggregate ||= AGGREGATE.test(this.#formula);
    this.#formula = '';
  }

  #openCell(attributes: Attributes): void {
    this.#startCell(attributes['r']);
    this.#attributes = attributes;
    this.#value = undefined;
    this.#hasFormula = false;
  }

  #startCell(reference: string | undefined): void {
    const column = reference === undefined ? this.#column + 1 : toColumn(reference);
    if (column === undefined || column >= MAX_COLUMNS || column <= this.#column)
      throw new Error(`row ${this.#line} has a cell ${reference ?? ''} where it can't be`);
    this.#column = column;
  }

  #closeCell(): void {
    const { t: type = '', s: style = '0' } = this.#attributes;
    const value = type === 'str' && this.#value !== undefined ? unescapeText(this.#value) : this.#value;
    this.#endCell({ type, style: Number(style), value, hasFormula: this.#hasFormula });
  }

  #endCell(cell: RawCell): void {
    const text = toCellText(cell, this.#options.strings, this.#options.styles);
    if (text === undefined)
      throw new Error(
        `row ${this.#line} points to text ${cell.value ?? ''}, which the workbook does not have`,
      );
    if (text === '') return;
    this.#characters += text.length;
    if (this.#characters > this.#options.maxRowCharacters) throw this.#toTooLongError();
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells.push(text);
  }

  #closeRow(): void {
    if (!this.#cells.some((cell) => cell.trim() !== '')) return;
    const [cells, hasAggregate, isHidden] = [this.#cells, this.#hasAggregate, this.#isHidden];
    this.#onRow({ line: this.#line, cells, hasAggregate, isHidden });
  }

  #toTooLongError(): BulkError {
    return toTooLongError(this.#name, this.#line, this.#options.maxRowCharacters);
  }
}
