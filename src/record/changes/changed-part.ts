/** Which part of a text a change replaces. */
import { once } from '../../core/once.js';

export interface ChangedPart {
  /** What both texts begin and end with. */
  readonly start: string;
  readonly end: string;
  readonly removed: string;
  readonly added: string;
}

/** To make one takes 10 ms. */
const segmenter = once(() => new Intl.Segmenter('und', { granularity: 'grapheme' }));

/**
 * One part, between the longest common start and end: in names, phones and ids it reads more easily than the many small
 * parts of a shortest edit script. Cuts between characters as people see them, never within one.
 */
export function toChangedPart(before: string, after: string): ChangedPart {
  const [old, now] = [toCharacters(before), toCharacters(after)];
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const cut = (characters: readonly string[]): string =>
    characters.slice(start, characters.length - end).join('');
  return {
    start: old.slice(0, start).join(''),
    end: end === 0 ? '' : old.slice(-end).join(''),
    removed: cut(old),
    added: cut(now),
  };
}

function toCharacters(text: string): string[] {
  return Array.from(segmenter().segment(text), ({ segment }) => segment);
}
