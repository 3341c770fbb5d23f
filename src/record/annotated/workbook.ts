/** A source as a spreadsheet: the faulty cells are coloured, with a comment on each. */
import type { ResultRow, Issue } from '../../core/types.js';
import { withAtomicFile } from '../table/atomic-file.js';
import { toSourceColumns } from '../table/source-columns.js';
import { toCommentsXml, toDrawingXml } from './comments.js';
import { toMarks, type Mark } from './marks.js';
import { STYLES_XML, toSheetXml } from './sheet.js';
import { writeZip, type ZipPart } from './zip.js';

/** Spreadsheet programs hold all comments in memory and take long to open many. Colours are not limited. */
export const MAX_COMMENTS = 10_000;

export interface AnnotatedSource {
  /** Those of an earlier run of this tool are left out, but `bulk_uid`. */
  readonly columns: readonly string[];
  /** From the first row on, each time it is called. */
  readonly readRows: () => Iterable<readonly ResultRow[]>;
  /** By row, each time it is called. */
  readonly readIssues: () => Iterable<readonly Issue[]>;
}

export interface Annotated {
  /** Cells in colour. */
  readonly marks: number;
  /** How many of them have a comment: the first. */
  readonly comments: number;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'application/vnd.openxmlformats-officedocument';

const toRelations = (relations: readonly string[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations
    .map((relation, at) => `<Relationship Id="rId${at + 1}" ${relation}/>`)
    .join('')}</Relationships>`;

const FIXED_PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="${MAIN}.vmlDrawing"/><Override PartName="/xl/workbook.xml" ContentType="${MAIN}.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${MAIN}.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${MAIN}.spreadsheetml.styles+xml"/><Override PartName="/xl/comments1.xml" ContentType="${MAIN}.spreadsheetml.comments+xml"/></Types>`,
  '_rels/.rels': toRelations([`Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"`]),
  'xl/workbook.xml': `${HEAD}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets><sheet name="customers" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': toRelations([
    `Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"`,
    `Type="${OFFICE}/styles" Target="styles.xml"`,
  ]),
  'xl/styles.xml': STYLES_XML,
  'xl/worksheets/_rels/sheet1.xml.rels': toRelations([
    `Type="${OFFICE}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"`,
    `Type="${OFFICE}/comments" Target="../comments1.xml"`,
  ]),
};

/**
 * Writes the workbook, all or nothing, in memory bounded by a batch of rows. Rows beyond what a sheet holds are left out, and
 * a cell too long for one is written as `########`, which no import takes for a value. Throws `output_unwritable`.
 */
export async function writeAnnotated(path: string, source: AnnotatedSource): Promise<Annotated> {
  const { readRows, readIssues } = source;
  const sourceColumns = toSourceColumns(source.columns, { keep: ['bulk_uid'] });
  const columns = sourceColumns.names;
  const comments = (): Generator<Mark> => take(toMarks(readIssues(), columns), MAX_COMMENTS);
  return withAtomicFile(path, async (write) => {
    let marks = 0;
    const counted = function* (): Generator<Mark> {
      for (const mark of toMarks(readIssues(), columns)) {
        marks += 1;
        yield mark;
      }
    };
    const parts: readonly ZipPart[] = [
      ...Object.entries(FIXED_PARTS).map(([name, xml]) => ({ name, chunks: () => [xml] })),
      { name: 'xl/worksheets/sheet1.xml', chunks: () => toSheetXml(sourceColumns, readRows(), counted()) },
      { name: 'xl/comments1.xml', chunks: () => toCommentsXml(comments()) },
      { name: 'xl/drawings/vmlDrawing1.vml', chunks: () => toDrawingXml(comments(), MAX_COMMENTS) },
    ];
    await writeZip(parts, write);
    return { marks, comments: Math.min(marks, MAX_COMMENTS) };
  });
}

function* take<T>(values: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const value of values) {
    if (left === 0) return;
    left -= 1;
    yield value;
  }
}
