/** A workbook's parts through an XML parser, and nothing more: the cells are counted. Argument: file. Prints rows and cells. */
import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { openPromise } from 'yauzl';

const PARTS = ['xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml'];

const zip = await openPromise(process.argv[2], { autoClose: false });
const entries = new Map();
for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);

let rows = -1;
let cells = 0;
for (const part of PARTS) {
  const parser = new SaxesParser({ position: false });
  parser.on('opentag', ({ name }) => {
    if (name === 'row') rows += 1;
    else if (name === 'c') cells += 1;
  });
  const decoder = new TextDecoder();
  for await (const chunk of await zip.openReadStreamPromise(entries.get(part))) {
    parser.write(decoder.decode(chunk, { stream: true }));
  }
  parser.close();
}
zip.close();
console.log(JSON.stringify({ rows, cells }));
