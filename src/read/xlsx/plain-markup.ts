/**
 * Markup as nearly every workbook has it: a look at it takes a tenth of the time that an XML parser takes. Every other form of the same
 * is left to the parser.
 */

import type { RawCell } from './raw-cell.js';
import { unescapeText } from './rich-text.js';

/** Markup that needs no parser. */
export interface PlainMarkup {
  /** Finds tags behind which it may begin, each to its `>`. */
  readonly gate: RegExp;
  /** Takes what begins at `from`; gives where it ends, which is `from` if none begins there. Elements that it opens are closed. */
  readonly take: (xml: string, from: number) => number;
}

/** No references, no line ends (XML changes some), no characters that XML forbids or that a workbook escapes. */
const TEXT = String.raw`([ -%'-;=?-\\\^-~\u00A0-\u2027\u2029-\uD7FF\uE000-\uFFFD]*)`;

const TEXT_TAG = String.raw`<t(?: xml:space="preserve")?>${TEXT}</t>`;

/** Of a column, such as `AB12`. */
const CELL =
  String.raw`<c r="([A-Z]{1,3}\d{1,7})"(?: s="(\d{1,5})")?(?: t="(s|n|b|inlineStr)")?` +
  String.raw`(?:/>|>(?:<v>([\d.eE+-]{1,40})</v>|<is>${TEXT_TAG}</is>)</c>)`;

/** From the end of a row to its successor, which is not hidden, so that the parser is in a row before and behind it. */
const NEXT_ROW = String.raw`</row><row r="(\d{1,7})"(?: (?!hidden="(?:1|true)"|ht="0[.0]*")[a-qs-zA-Z][\w:.]*="[\w:. -]*")*>`;

export interface PlainCells {
  onCell(reference: string, cell: RawCell): void;
  onNextRow(reference: string): void;
}

/** Cells and rows of a sheet. */
export function makePlainCells(on: PlainCells): PlainMarkup {
  const next = new RegExp(`${CELL}|${NEXT_ROW}`, 'y');
  return {
    gate: /<row(?: [^<>]*[^<>/])?>|<\/c>/g,
    take: (xml, from) =>
      takeAll(next, xml, from, ([, reference, style = '0', type = '', number, text, row = '']) => {
        if (reference === undefined) on.onNextRow(row);
        else
          on.onCell(reference, {
            type,
            style: Number(style),
            value: number ?? toText(text),
            hasFormula: false,
          });
      }),
  };
}

/** Shared strings of one run. */
export function makePlainStrings(onString: (text: string) => void): PlainMarkup {
  const next = new RegExp(`<si>${TEXT_TAG}</si>`, 'y');
  return {
    gate: /<sst(?: [^<>]*[^<>/])?>|<\/si>/g,
    take: (xml, from) => takeAll(next, xml, from, ([, text]) => onString(toText(text) ?? '')),
  };
}

function toText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : unescapeText(text);
}

function takeAll(next: RegExp, xml: string, from: number, onMatch: (match: RegExpExecArray) => void): number {
  next.lastIndex = from;
  let end = from;
  for (let match = next.exec(xml); match !== null; match = next.exec(xml)) {
    onMatch(match);
    end = next.lastIndex;
  }
  return end;
}
