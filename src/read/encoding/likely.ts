/** Names the encodings that a file probably has, with what its words would be. */
import { findEncoding, type Encoding } from './find-encoding.js';
import { toKnownName } from './names.js';
import { FOREIGN_WORD, type ForeignLine } from './survey.js';

/** An encoding in which all of the lines can be read. */
export interface Likely {
  readonly name: string;
  /** The lines as read in it. */
  readonly text: string;
}

const MOST = 3;

/** The likeliest first; of those that read the lines alike, the first. The detector is large, and loaded only here. */
export async function listLikely(lines: readonly ForeignLine[]): Promise<readonly Likely[]> {
  const { detectAll } = await import('jschardet');
  const bytes = joinLines(lines);
  const found: Likely[] = [];
  for (const { encoding } of detectAll(bytes)) {
    const name = encoding === null ? undefined : toKnownName(encoding.replace(/^IBM/i, 'cp'));
    const text = name === undefined ? undefined : readAs(await findEncoding(name), bytes);
    if (name === undefined || text === undefined || found.some((other) => other.text === text)) continue;
    found.push({ name, text });
    if (found.length === MOST) break;
  }
  return found;
}

export function joinLines(lines: readonly ForeignLine[]): Buffer {
  return Buffer.concat(lines.flatMap(({ bytes }) => [bytes, Buffer.from('\n')]));
}

/** Undefined where the bytes are not text of this encoding. */
export function readAs({ makeDecode }: Encoding, bytes: Buffer): string | undefined {
  const decode = makeDecode();
  const parts = [decode(bytes, false), decode(Buffer.alloc(0), true)];
  return parts.some(({ fault }) => fault !== undefined)
    ? undefined
    : parts.map(({ utf8 }) => utf8.toString()).join('');
}

const LONGEST_QUOTE = 60;

/** The words of a line that have letters beyond ASCII. */
export function toForeignWords(line: string): string {
  const words = Array.from(line.matchAll(FOREIGN_WORD), ([word]) => word).join(' ');
  return words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE - 1)}…` : words;
}
