/** The comments of a sheet: their texts, and the boxes that show them. */
import type { Mark } from './marks.js';
import { toCellName, toXmlText } from './xml.js';

export function* toCommentsXml(marks: Iterable<Mark>): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>bitpowr-bulk</author></authors><commentList>`;
  for (const { column, row, text } of marks) {
    yield `<comment ref="${toCellName(column, row)}" authorId="0"><text><t xml:space="preserve">${toXmlText(text)}</t></text></comment>`;
  }
  yield '</commentList></comments>';
}

/** Ids of shapes come in blocks of this size, and a drawing names its blocks. */
const IDS_PER_BLOCK = 1024;

/** `count`: at least as many as there are marks. */
export function* toDrawingXml(marks: Iterable<Mark>, count: number): Generator<string> {
  const blocks = Array.from({ length: Math.ceil((count + 1) / IDS_PER_BLOCK) }, (_block, at) => at + 1);
  yield `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks.join(',')}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`;
  let id = IDS_PER_BLOCK;
  for (const { column, row } of marks) {
    id += 1;
    // Left column, offset, top row, offset, right column, offset, bottom row, offset.
    const anchor = [column + 1, 15, Math.max(0, row - 1), 2, column + 4, 15, row + 5, 4].join(',');
    yield `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
  }
  yield '</xml>';
}
