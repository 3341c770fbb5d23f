/** The rows of the awkward file as a workbook, the way Excel writes it: texts once, among the shared strings, and cells that refer to them. */
import { Buffer } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { HEADER, toCells } from './awkward.mjs';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const PARTS = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets><sheet name="Customers" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
};

/** Writes `count` customers, and gives the file's path. */
export async function writeWorkbook(folder, count) {
  const path = join(folder, `awkward-${count}.xlsx`);
  const numbers = new Map();
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(PARTS)) zip.addBuffer(Buffer.from(text), name);
  const sheet = Readable.from(toSheet(count, numbers));
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml');
  // The strings are known once the sheet is written; yazl writes its parts in turns.
  zip.addReadStreamLazy('xl/sharedStrings.xml', (give) => give(null, Readable.from(toStrings(numbers))));
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

function* toSheet(count, numbers) {
  yield `<worksheet ${MAIN}><sheetData>${toRow(1, HEADER.split(','), numbers)}`;
  for (let n = 1; n <= count; n += 1) yield toRow(n + 1, toCells(n), numbers);
  yield '</sheetData></worksheet>';
}

function toRow(line, cells, numbers) {
  const parts = cells.map((text, at) => {
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return `<c r="${String.fromCharCode(65 + at)}${line}" t="s"><v>${numbers.get(text)}</v></c>`;
  });
  return `<row r="${line}" spans="1:${cells.length}">${parts.join('')}</row>`;
}

function* toStrings(numbers) {
  yield `<sst ${MAIN} uniqueCount="${numbers.size}">`;
  for (const text of numbers.keys()) yield `<si><t xml:space="preserve">${escape(text)}</t></si>`;
  yield '</sst>';
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
