/** The number format of each cell style. */
import type { Archive } from './archive.js';
import { makeFormat, type NumberFormat } from './format/format.js';
import { readSmallPart } from './read-part.js';

/**
 * The formats that have a number but no code in the file (ECMA-376 part 1, 18.8.30). 14 and 22 depend on the user's
 * system, so they have no single form and are given as ISO dates; so are the East Asian ones (27 to 36, 50 to 58).
 */
const ISO = '[$-F800]';
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [0, 'General'],
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [14, ISO],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, ISO],
  [37, '#,##0;(#,##0)'],
  [38, '#,##0;(#,##0)'],
  [39, '#,##0.00;(#,##0.00)'],
  [40, '#,##0.00;(#,##0.00)'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss.0'],
  [49, '@'],
]);

/** By the number of a cell's style (`s`). */
export type Styles = (style: number) => NumberFormat;

/** Reads the part, if it exists; a style that it lacks is General. Throws `source_unreadable`. */
export async function readStyles(
  archive: Archive,
  path: string | undefined,
  is1904: boolean,
): Promise<Styles> {
  const codes = new Map(BUILT_IN);
  const formatIds: number[] = [];
  if (path !== undefined && archive.has(path)) {
    let isInCells = false;
    await readSmallPart(archive, path, {
      onOpen: (tag, attributes) => {
        if (tag === 'cellXfs') isInCells = true;
        if (tag === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
        if (tag === 'xf' && isInCells) formatIds.push(Number(attributes['numFmtId'] ?? 0));
      },
      onClose: (tag) => {
        if (tag === 'cellXfs') isInCells = false;
      },
      onText: () => undefined,
    });
  }
  const formats = new Map<number, NumberFormat>();
  return (style) => {
    const id = formatIds[style] ?? 0;
    const known = formats.get(id);
    if (known !== undefined) return known;
    const format = makeFormat(codes.get(id) ?? (isEastAsianDate(id) ? ISO : 'General'), is1904);
    formats.set(id, format);
    return format;
  };
}

function isEastAsianDate(id: number): boolean {
  return (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}
