/** The content of a workbook: its sheets, and the paths of its parts. */
import type { Archive } from './archive.js';
import { toWorkbookError } from './errors.js';
import { readSmallPart } from './read-part.js';
import { readRelations } from './relations.js';
import type { Attributes } from './xml.js';

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly path: string;
}

export interface Workbook {
  /** Sheets with cells, in tab order; without charts and macro sheets. */
  readonly sheets: readonly Sheet[];
  /** Days are counted from 1904, as in Excel on old Macs, not from 1900. */
  readonly is1904: boolean;
  readonly sharedStringsPath: string | undefined;
  readonly stylesPath: string | undefined;
}

/** Throws `source_unreadable`. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const path = await findWorkbookPath(archive);
  const relations = await readRelations(archive, path);
  const listed: Attributes[] = [];
  let is1904 = false;
  await readSmallPart(archive, path, {
    onOpen: (tag, attributes) => {
      if (tag === 'sheet') listed.push(attributes);
      if (tag === 'workbookPr') is1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
    },
    onClose: () => undefined,
    onText: () => undefined,
  });
  const sheets = listed.flatMap((attributes): Sheet[] => {
    const relation = relations.find(({ id }) => id === toRelationId(attributes));
    if (relation?.kind !== 'worksheet') return [];
    const isHidden = (attributes['state'] ?? 'visible') !== 'visible';
    return [{ name: attributes['name'] ?? '', isHidden, path: relation.path }];
  });
  const pathOf = (kind: string): string | undefined => relations.find((one) => one.kind === kind)?.path;
  return { sheets, is1904, sharedStringsPath: pathOf('sharedStrings'), stylesPath: pathOf('styles') };
}

async function findWorkbookPath(archive: Archive): Promise<string> {
  if (!archive.has('_rels/.rels')) {
    if (archive.has('content.xml')) throw toWorkbookError(archive.name, 'is an OpenDocument file (.ods)');
    if (archive.has('Index/Document.iwa')) throw toWorkbookError(archive.name, 'is a Numbers document');
    const hint = 'If it is an archive with a table in it, unpack it and give the table.';
    throw toWorkbookError(archive.name, 'is a ZIP archive, but no workbook', hint);
  }
  const { path } = (await readRelations(archive, '')).find(({ kind }) => kind === 'officeDocument') ?? {};
  if (path === undefined || !archive.has(path)) {
    throw toWorkbookError(archive.name, 'is a ZIP archive, but no workbook: it has no main part');
  }
  if (path.endsWith('.bin')) throw toWorkbookError(archive.name, 'is a binary workbook (.xlsb)');
  if (/^(word|ppt|visio)\//.test(path))
    throw toWorkbookError(archive.name, 'is an Office document, but no workbook');
  return path;
}

/** `r:id`, with any prefix. */
function toRelationId(attributes: Attributes): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];
}
