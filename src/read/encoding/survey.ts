/** Finds out whether a file is UTF-8 throughout, and what its letters look like if it is read as Windows-1252. */
import { isUtf8 } from 'node:buffer';
import type { SourceBytes } from '../bytes.js';
import { MixedLines } from './mixed.js';
import { toCharacters } from './single-byte.js';
import { makeUtf8Check } from './utf8.js';
import { judgeWord } from './western/word.js';

/** Whether all of these bytes are valid UTF-8. */
export async function isUtf8Throughout(bytes: Pick<SourceBytes, 'read'>): Promise<boolean> {
  const findInvalid = makeUtf8Check();
  for (let chunk = await bytes.read(); chunk !== undefined; chunk = await bytes.read()) {
    if (findInvalid(chunk, false) !== undefined) return false;
  }
  return findInvalid(Buffer.alloc(0), true) === undefined;
}

/** A line with letters beyond ASCII. */
export interface ForeignLine {
  /** From 1. */
  readonly line: number;
  readonly bytes: Buffer;
  /** As read in Windows-1252. */
  readonly text: string;
}

export interface Survey {
  /** Most of what is not ASCII is valid UTF-8: a damaged file, not another encoding. */
  readonly isDamagedUtf8: boolean;
  /** What to do where some lines are UTF-8 and others are not. */
  readonly mixedHint: string | undefined;
  /** It has bytes that Windows-1252 does not define. */
  readonly hasUndefined: boolean;
  /** Words with characters beyond ASCII, read as Windows-1252, by their judgement. */
  readonly words: { readonly fine: number; readonly odd: number; readonly wrong: number };
  /** The first lines with such words; those with doubtful words, where there are any. */
  readonly lines: readonly ForeignLine[];
}

/** Bytes of lines that are kept: enough for a guess. */
const KEPT_BYTES = 64 * 1024;

/** Words that are remembered, because names repeat. */
const REMEMBERED = 20_000;

/** A longer line is cut. */
const LONGEST_LINE = 1024 * 1024;

const UNDEFINED_BYTES = /[\x81\x8d\x8f\x90\x9d]/;

/** As seen in Latin-1. In Windows-1252 it would be an accented capital letter before a symbol. */
const UTF8_SEQUENCE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;

const BEYOND_ASCII = /[\x80-\xff]/g;

/** Reads all bytes as Windows-1252. */
export async function survey(bytes: Pick<SourceBytes, 'read'>): Promise<Survey> {
  const seen = new Seen();
  let rest: Buffer = Buffer.alloc(0);
  for (let chunk = await bytes.read(); chunk !== undefined; chunk = await bytes.read()) {
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = Math.max(all.lastIndexOf(0x0a), all.lastIndexOf(0x0d)) + 1;
    const complete = end === 0 && all.length > LONGEST_LINE ? all.length : end;
    seen.add(all.subarray(0, complete));
    rest = all.subarray(complete);
  }
  seen.add(rest);
  return seen.toSurvey();
}

class Seen {
  readonly #judged = new Map<string, 'fine' | 'odd' | 'wrong'>();
  readonly #words = { fine: 0, odd: 0, wrong: 0 };
  readonly #doubtful = new KeptLines();
  readonly #others = new KeptLines();
  readonly #mixed = new MixedLines();
  #line = 1;
  #foreign = 0;
  #sequences = 0;
  #hasUndefined = false;

  /** Whole lines. */
  add(bytes: Buffer): void {
    const latin1 = bytes.toString('latin1');
    for (const line of latin1.split(latin1.includes('\n') ? '\n' : '\r')) {
      const foreign = line.match(BEYOND_ASCII)?.length ?? 0;
      if (foreign > 0) this.#addLine(line, foreign);
      this.#line += 1;
    }
    // The last piece is what follows the last line end: nothing.
    this.#line -= 1;
  }

  #addLine(latin1: string, foreign: number): void {
    this.#foreign += foreign;
    this.#sequences += latin1.match(UTF8_SEQUENCE)?.length ?? 0;
    this.#hasUndefined ||= UNDEFINED_BYTES.test(latin1);
    const text = toWindows1252(latin1);
    const kept = this.#judgeWords(text) ? this.#others : this.#doubtful;
    const bytes = Buffer.from(latin1, 'latin1');
    this.#mixed.add(this.#line, isUtf8(bytes));
    kept.add({ line: this.#line, bytes, text });
  }

  #judgeWords(text: string): boolean {
    let isFine = true;
    for (const { 0: word, index } of text.matchAll(FOREIGN_WORD)) {
      const around = [text[index - 1] ?? '', text[index + word.length] ?? ''] as const;
      const judgement = this.#judge(word, around);
      this.#words[judgement] += 1;
      isFine &&= judgement === 'fine';
    }
    return isFine;
  }

  #judge(word: string, [before, after]: readonly [string, string]): 'fine' | 'odd' | 'wrong' {
    const key = `${before}${word}${after}`;
    const known = this.#judged.get(key);
    if (known !== undefined) return known;
    const judgement = judgeWord(word, before, after);
    if (this.#judged.size < REMEMBERED) this.#judged.set(key, judgement);
    return judgement;
  }

  toSurvey(): Survey {
    const others = this.#foreign - 2 * this.#sequences;
    return {
      isDamagedUtf8: 4 * this.#sequences > others,
      mixedHint: this.#mixed.toHint(),
      hasUndefined: this.#hasUndefined,
      words: this.#words,
      lines: this.#doubtful.lines.length > 0 ? this.#doubtful.lines : this.#others.lines,
    };
  }
}

class KeptLines {
  readonly lines: ForeignLine[] = [];
  #bytes = 0;

  add(line: ForeignLine): void {
    if (this.#bytes > KEPT_BYTES) return;
    this.lines.push(line);
    this.#bytes += line.bytes.length;
  }
}

/** A run of letters and characters beyond ASCII, at least one of them. */
export const FOREIGN_WORD = /[A-Za-z']*[\u0080-\uffff][A-Za-z'\u0080-\uffff]*/g;

const WINDOWS_1252 = toCharacters('windows-1252');

function toWindows1252(latin1: string): string {
  return latin1.replaceAll(/[\x80-\x9f]/g, (byte) => WINDOWS_1252[byte.charCodeAt(0)] ?? byte);
}
