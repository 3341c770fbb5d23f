/** The worksheet: every cell as text, marked ones in colour. */
import type { ResultRow } from '../../core/types.js';
import type { SourceColumns } from '../table/source-columns.js';
import type { Mark } from './marks.js';
import { toCellName, toXmlText } from './xml.js';

/** Of a spreadsheet program; the header takes one row. */
export const MAX_ROWS = 1_048_576;
const MAX_CELL = 32_767;

/** What a spreadsheet shows for what it has no room for; the checks refuse it. */
const NO_ROOM = '########';

/** Positions in the style sheet below. */
const STYLE = { text: 1, header: 2, error: 3, warning: 4 } as const;

const TEXT_FORMAT = 49;

/** All cells have the format "Text", so that what is typed in keeps its leading zeros. */
export const STYLES_XML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${toFill('FFE9EDF2')}${toFill('FFFFC7CE')}${toFill('FFFFEB9C')}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${toFormat(0, 0)}${toFormat(1, 2)}${toFormat(0, 3)}${toFormat(0, 4)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function toFill(color: string): string {
  return `<fill><patternFill patternType="solid"><fgColor rgb="${color}"/><bgColor indexed="64"/></patternFill></fill>`;
}

function toFormat(font: number, fill: number): string {
  return `<xf numFmtId="${TEXT_FORMAT}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>`;
}

/** The sheet in chunks; `marks` come in the order of their cells. */
export function* toSheetXml(
  sourceColumns: SourceColumns,
  batches: Iterable<readonly ResultRow[]>,
  marks: Iterator<Mark>,
): Generator<string> {
  const take = makeTaker(marks);
  // What is beyond the header stays, so that the row is not taken for a sound one when it is read again.
  const toCells = ({ cells, errorCode }: ResultRow): string[] => [
    ...sourceColumns.toSourceCells(cells),
    ...sourceColumns.toExtraCells(cells, errorCode),
  ];
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="${Math.max(1, sourceColumns.names.length)}" width="22" style="${STYLE.text}" customWidth="1"/></cols><sheetData>`;
  yield toRowXml(0, sourceColumns.names, STYLE.header, take(0));
  for (const batch of batches) {
    yield batch
      .filter(({ rowNumber }) => rowNumber < MAX_ROWS)
      .map((row) => toRowXml(row.rowNumber, toCells(row), STYLE.text, take(row.rowNumber)))
      .join('');
  }
  yield '</sheetData><legacyDrawing r:id="rId1"/></worksheet>';
}

/** The marks of one row after the other. */
function makeTaker(marks: Iterator<Mark>): (row: number) => ReadonlyMap<number, Mark> {
  let next = marks.next();
  return (row) => {
    const taken = new Map<number, Mark>();
    while (next.done !== true && next.value.row <= row) {
      taken.set(next.value.column, next.value);
      next = marks.next();
    }
    return taken;
  };
}

function toRowXml(
  row: number,
  cells: readonly string[],
  style: number,
  marks: ReadonlyMap<number, Mark>,
): string {
  const width = Math.max(cells.length, ...[...marks.keys()].map((column) => column + 1));
  let xml = '';
  for (let column = 0; column < width; column += 1) {
    const mark = marks.get(column);
    xml += toCellXml(
      toCellName(column, row),
      cells[column] ?? '',
      mark === undefined ? style : STYLE[mark.severity],
    );
  }
  return `<row r="${row + 1}">${xml}</row>`;
}

function toCellXml(name: string, text: string, style: number): string {
  if (text.length > MAX_CELL) return toCellXml(name, NO_ROOM, STYLE.error);
  if (text === '') return style === STYLE.text ? '' : `<c r="${name}" s="${style}"/>`;
  return `<c r="${name}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${toXmlText(text)}</t></is></c>`;
}
