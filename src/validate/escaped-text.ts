/** Text with the escapes of another format, which no program has read: `&amp;`, `\u00e9`, `%20`, `=?UTF-8?Q?…?=`, `<br>`. */
import type * as Entities from 'entities/decode';
import { later } from '../core/later.js';
import type { PlainField } from '../core/types.js';
import { showText, type Finding } from './finding.js';
import { readMailWords, readQuotedPrintable } from './mail-escapes.js';

const loadEntities = later<typeof Entities>('entities/decode');

/** Without one of these there is no escape. */
const ANY = /[&\\%=<]/;

/** Fields with a rule that refuses such text, or whose text is JSON. */
const OWN_RULE: ReadonlySet<PlainField | undefined> = new Set<PlainField>([
  ...(['uid', 'email', 'phone', 'metaData', 'provisionAddress', 'address.zipcode'] as const),
]);
/** In an id, `\n` is rather the name of a domain and a user: `CORP\nadia`. */
const IDS: ReadonlySet<PlainField | undefined> = new Set<PlainField>(['externalId', 'subAccountId']);

/** An address of the web has escapes by right; JSON and formulas of search are data. */
const DATA = /:\/\/|^www\.|^[[{]/i;
const WINDOWS_PATH = /(?:^|[\s"'(])(?:[A-Za-z]:\\(?!\\)|\\\\\w)/;
const MOST_ROUNDS = 3;

const BIT_ZERO: Finding = {
  code: 'escaped_text',
  message: 'expected a value, found `\\0`, which MySQL writes for a NUL, the 0 of a BIT.',
  hint: 'If it means 0, write 0, or export the column as a number, such as SELECT active+0.',
  suggestion: '0',
};

/** Text with escapes, and what it means. */
export function checkEscapedText(text: string, field?: PlainField): Finding | undefined {
  if (OWN_RULE.has(field) || !ANY.test(text) || DATA.test(text)) return undefined;
  if (text === '\\0') return BIT_ZERO;
  const meant = readAllEscapes(text, { lineBreaks: !IDS.has(field) });
  if (meant === text) return undefined;
  return {
    code: 'escaped_text',
    message: `expected text, found ${showText(text)}, whose escapes mean ${showText(meant)}.`,
    hint: `Write ${showText(meant)}, or export the file without escapes.`,
    suggestion: meant,
  };
}

/** The text without escapes; escapes of escapes (`&amp;amp;`) are read, too. */
export function readAllEscapes(text: string, options: { readonly lineBreaks: boolean }): string {
  let meant = text;
  for (let round = 0; round < MOST_ROUNDS && ANY.test(meant); round += 1) {
    const next = readEscapesOnce(meant, options);
    if (next === meant) break;
    meant = next;
  }
  return meant.trim();
}

function readEscapesOnce(text: string, { lineBreaks }: { readonly lineBreaks: boolean }): string {
  let meant = text;
  if (meant.includes('=')) meant = readQuotedPrintable(readMailWords(meant));
  if (meant.includes('%')) meant = readUrlEscapes(meant);
  if (meant.includes('\\')) meant = readBackslashes(meant, lineBreaks);
  if (meant.includes('<')) meant = readTags(meant);
  return meant.includes('&') ? readEntities(meant) : meant;
}

const ENTITY = /&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});/;

function readEntities(text: string): string {
  return ENTITY.test(text) ? loadEntities().decodeHTMLStrict(text).replaceAll('\u00A0', ' ') : text;
}

const LINE_TAG = /\s*<(?:br|\/p|\/div|\/li)\s*\/?>\s*/gi;
const TAG =
  /<\/?(?:p|b|i|u|a|em|strong|span|div|font|ul|ol|li|table|tr|td|th|h[1-6]|img|hr|sup|sub|small|script|style)(?:\s[^<>]*)?\/?>/gi;

function readTags(text: string): string {
  return text.replace(LINE_TAG, '\n').replace(TAG, '');
}

const URL_ESCAPES = /(?:%[0-9A-Fa-f]{2})+/g;

/** Letters and digits are never escaped; after a digit, `%20` may be a percentage. */
function readUrlEscapes(text: string): string {
  return text.replace(URL_ESCAPES, (run: string, at: number) => {
    let meant: string;
    try {
      meant = decodeURIComponent(run);
    } catch {
      return run;
    }
    const isPercentage = run.length === 3 && /\d/.test(text.charAt(at - 1));
    return isPercentage || /[A-Za-z0-9\p{Cc}]/u.test(meant) ? run : meant;
  });
}

const UNICODE_RUN = /(?:\\u[0-9A-Fa-f]{4})+/g;

function readBackslashes(text: string, lineBreaks: boolean): string {
  const letters = text
    .replace(UNICODE_RUN, (run) =>
      String.fromCharCode(
        ...run
          .split('\\u')
          .slice(1)
          .map((hex) => Number.parseInt(hex, 16)),
      ),
    )
    .replace(/\\(["'/])/g, '$1');
  const paths = /[A-Za-z]:\\\\/.test(letters) ? letters.replaceAll('\\\\', '\\') : letters;
  return lineBreaks && !WINDOWS_PATH.test(paths) ? readLineBreaks(paths) : paths;
}

/** `\r\n`, `\n` and `\t` as the only backslashes. Of letters alone, `CORP\nadia` is the name of a domain and a user. */
function readLineBreaks(text: string): string {
  return /(?<!\\)\\(?:r\\n|n|r|t)/.test(text) && !/\\(?![rnt])/.test(text) && /[\s,.\d]/.test(text)
    ? text.replace(/\\r\\n|\\n|\\r/g, '\n').replace(/\\t/g, '\t')
    : text;
}
