/** Which lines of a file are UTF-8 and which are not, where there are both: it may be in two encodings. */
import type { RowRange } from '../../core/row-ranges.js';

/** Runs of lines that are named of each kind. */
const MOST_NAMED = 3;

interface Runs {
  readonly named: [first: number, last: number][];
  /** Further runs, which are not named. */
  hasMore: boolean;
}

/** Takes the lines with bytes beyond ASCII, in order. */
export class MixedLines {
  readonly #utf8: Runs = { named: [], hasMore: false };
  readonly #other: Runs = { named: [], hasMore: false };
  #latest: Runs | undefined;
  #latestLine = 0;
  /** A line that is so long that it comes in pieces has both kinds. */
  #isWithinLine = false;

  add(line: number, isUtf8: boolean): void {
    const runs = isUtf8 ? this.#utf8 : this.#other;
    this.#isWithinLine ||= line === this.#latestLine && runs !== this.#latest;
    this.#latestLine = line;
    const last = runs.named.at(-1);
    if (runs === this.#latest && last !== undefined && !runs.hasMore) last[1] = line;
    else if (runs.named.length < MOST_NAMED) runs.named.push([line, line]);
    else runs.hasMore = true;
    this.#latest = runs;
  }

  /** What to do; undefined where all lines are alike. */
  toHint(): string | undefined {
    if (this.#isWithinLine || this.#utf8.named.length === 0 || this.#other.named.length === 0)
      return undefined;
    const [utf8, other] = [toLines(this.#utf8), toLines(this.#other)];
    return `Of the lines with letters beyond ASCII, ${utf8} UTF-8, ${other} not. If the whole file has one other encoding, pass it with --encoding. If it has two, correct the lines of the smaller group in an editor, or move them to a file of their own and import it with its --encoding, such as windows-1252 or macintosh. Or let the program that made it write all of it as UTF-8.`;
  }
}

/** `line 4 is`, `lines 2 to 11 and 20 are`. */
function toLines({ named, hasMore }: Runs): string {
  const ranges = named.map(toText);
  const isOne = ranges.length === 1 && named[0]?.[0] === named[0]?.[1];
  const list = hasMore ? [...ranges, 'more'] : ranges;
  const text = list.length === 1 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1) ?? ''}`;
  return isOne ? `line ${text} is` : `lines ${text} are`;
}

function toText([first, last]: RowRange): string {
  return first === last ? String(first) : `${first} to ${last}`;
}
