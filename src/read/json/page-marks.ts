/** Values beside the records that say that the file is one page of several, as APIs write them. */
import type { SourceDoubt } from '../../core/types.js';
import { toPathText } from './find-place.js';
import type { JsonToken } from './tokens.js';

type Kind = 'next' | 'pages' | 'total';

interface PageMark {
  /** The keys to the value. */
  readonly path: readonly string[];
  readonly value: string;
}

/** Names in lower case, without `_`, `-` and `@`. */
const KINDS: readonly (readonly [Kind, RegExp, (token: JsonToken) => boolean])[] = [
  ['next', /^(?:hasmore|hasnext|hasnextpage)$/, ({ name }) => name === 'trueValue'],
  [
    'next',
    /^(?:next|next(?:page)?(?:ur[li]|link|cursor|token)?|odata\.?nextlink|continuationtoken)$/,
    (token) => token.name === 'stringValue' || isAbove(0)(token),
  ],
  ['pages', /^(?:pages|pagecount|pagetotal|lastpage|(?:total|num|numberof)pages)$/, isAbove(1)],
  ['total', /^(?:total|total(?:count|results|items|records|elements|rows|hits)|recordcount)$/, isAbove(0)],
];

/** Deeper values belong to something else. */
const MAX_DEPTH = 4;

export class PageMarks {
  readonly #marks = new Map<Kind, PageMark>();

  /** Takes a value that is no part of a record. */
  take(path: readonly string[], token: JsonToken): void {
    if (path.length > MAX_DEPTH) return;
    const key = (path.at(-1) ?? '').toLowerCase().replaceAll(/[_@-]/g, '');
    const [kind] = KINDS.find(([, pattern, isMark]) => pattern.test(key) && isMark(token)) ?? [];
    const value = 'value' in token && token.value !== null ? String(token.value) : '';
    if (kind !== undefined && value !== '' && !this.#marks.has(kind))
      this.#marks.set(kind, { path: [...path], value });
  }

  /** `rows`: how many records the file has; `line`: where the first begins. */
  toDoubts(rows: number, line: number): readonly SourceDoubt[] {
    const total = this.#marks.get('total');
    if (Number(total?.value) === rows) return [];
    const isPart = total !== undefined && Number(total.value) > rows;
    const mark = this.#marks.get('next') ?? this.#marks.get('pages') ?? (isPart ? total : undefined);
    if (mark === undefined) return [];
    const { path, value } = mark;
    const message = `expected all records, found ${rows}, and ${toPathText(path)} is ${value}.`;
    return [{ code: 'pages_unread', line, value, message }];
  }
}

function isAbove(least: number): (token: JsonToken) => boolean {
  return (token) => token.name === 'numberValue' && Number(token.value) > least;
}
