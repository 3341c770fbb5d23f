/** Rows named by their numbers, as a person types them: `1,5-9`. */

/** First and last row, both included. */
export type RowRange = readonly [first: number, last: number];

const RANGES = /^[1-9]\d{0,8}(-[1-9]\d{0,8})?(,[1-9]\d{0,8}(-[1-9]\d{0,8})?)*$/;

/** `1,5-9` as ranges, in the order typed; blanks are ignored. Undefined for any other text, and for a range that ends before it begins. */
export function toRowRanges(text: string): RowRange[] | undefined {
  const list = text.replace(/\s/g, '');
  if (!RANGES.test(list)) return undefined;
  const ranges = list.split(',').map((part): RowRange => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return [first, last];
  });
  return ranges.every(([first, last]) => first <= last) ? ranges : undefined;
}

/** `5`, or `5-9`. */
export function toRangeText([first, last]: RowRange): string {
  return first === last ? String(first) : `${first}-${last}`;
}
