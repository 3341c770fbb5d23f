/** ZIP archives, and workbooks of parts written by hand, for what no spreadsheet program would write. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly path: string;
  readonly content: string | Buffer;
  /** What the archive says of its unpacked size. @default the truth */
  readonly claimedBytes?: number;
  readonly isEncrypted?: boolean;
}

export function zip(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content, claimedBytes, isEncrypted = false } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const name = Buffer.from(path);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x0800 | (isEncrypted ? 1 : 0), 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(claimedBytes ?? bytes.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name, packed]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), facts, entry, name);
    files.push(file);
    offset += file.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, central, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const relations = (list: readonly (readonly [id: string, kind: string, target: string])[]): string =>
  `<Relationships>${list
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${TYPES}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`;

export interface WorkbookParts {
  /** What stands within `sheetData` of each sheet, by its name; `!` before the name hides the sheet. */
  readonly sheets: Readonly<Record<string, string>>;
  /** What stands within `sst`. */
  readonly strings?: string;
  /** What stands within `styleSheet`. */
  readonly styles?: string;
  readonly workbookPr?: string;
  /** Parts to add, or to put in the place of others. */
  readonly parts?: readonly ZipPart[];
  /** Parts to leave out. */
  readonly without?: readonly string[];
}

export function toParts({
  sheets,
  strings,
  styles,
  workbookPr = '',
  parts = [],
  without = [],
}: WorkbookParts): ZipPart[] {
  const names = Object.keys(sheets);
  const listed = names.map((name, at) => {
    const state = name.startsWith('!') ? ' state="hidden"' : '';
    return `<sheet name="${name.replace('!', '')}" sheetId="${at + 1}"${state} r:id="s${at + 1}"/>`;
  });
  const made: ZipPart[] = [
    { path: '_rels/.rels', content: relations([['r1', 'officeDocument', 'xl/workbook.xml']]) },
    {
      path: 'xl/workbook.xml',
      content: `<workbook>${workbookPr}<sheets>${listed.join('')}</sheets></workbook>`,
    },
    {
      path: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ...names.map((_name, at) => [`s${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`] as const),
        ['strings', 'sharedStrings', '/xl/sharedStrings.xml'],
        ['styles', 'styles', 'styles.xml'],
      ]),
    },
    ...names.map((name, at) => ({
      path: `xl/worksheets/sheet${at + 1}.xml`,
      content: `<worksheet><sheetData>${sheets[name] ?? ''}</sheetData></worksheet>`,
    })),
    ...(strings === undefined ? [] : [{ path: 'xl/sharedStrings.xml', content: `<sst>${strings}</sst>` }]),
    ...(styles === undefined
      ? []
      : [{ path: 'xl/styles.xml', content: `<styleSheet>${styles}</styleSheet>` }]),
  ];
  const replaced = new Set([...without, ...parts.map(({ path }) => path)]);
  return [...made.filter(({ path }) => !replaced.has(path)), ...parts];
}

/** Rows of inline strings: `[['name', 'b'], ['Ada', '1']]`. */
export function toSheetData(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) => `<row>${cells.map((text) => (text === '' ? '<c/>' : toInline(text))).join('')}</row>`)
    .join('');
}

function toInline(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`;
}
