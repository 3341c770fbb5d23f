/** JSON text becomes tokens, each with the line where it is. */
import { StringDecoder } from 'node:string_decoder';
import { none, type Many } from 'stream-chain/core';
import { jsonParser, type Token } from 'stream-json/core/parser.js';
import { toCutOffError, toSyntaxError } from './syntax-error.js';

export type JsonToken = Token;

/** With `none`, which ends the text; the package's own type knows only texts. */
type Parse = (text: string | typeof none) => Many<Token> | typeof none;

const LF = 10;
/** Text before a fault that may belong to it, such as a comma at the end of the line before. */
const CONTEXT_CHARACTERS = 200;

/** Feeds a parser line by line: so a token, and a fault, has its line. */
export class JsonTokens {
  readonly #name: string;
  readonly #onToken: (token: JsonToken, line: number) => void;
  readonly #parse = jsonParser({ streamValues: false, jsonStreaming: true }) as Parse;
  readonly #decoder = new StringDecoder('utf8');
  #before = '';
  #line = 1;
  #isLineStart = true;

  constructor(name: string, onToken: (token: JsonToken, line: number) => void) {
    this.#name = name;
    this.#onToken = onToken;
  }

  get line(): number {
    return this.#line;
  }

  /** Throws `source_unreadable`, and what `onToken` throws. */
  feed(utf8: Buffer): void {
    const text = this.#decoder.write(utf8);
    for (let start = 0; start < text.length;) {
      const end = text.indexOf('\n', start) + 1 || text.length;
      this.#feedPiece(text.slice(start, end));
      this.#isLineStart = text.charCodeAt(end - 1) === LF;
      if (this.#isLineStart) this.#line += 1;
      start = end;
    }
  }

  /** Throws `source_unreadable` where the text ends within a value. */
  end(): void {
    this.#feedPiece(this.#decoder.end());
    let last;
    try {
      last = this.#parse(none);
    } catch (error) {
      throw toCutOffError({ name: this.#name, line: this.#line, before: this.#before, text: '' }, error);
    }
    this.#give(last);
  }

  #feedPiece(piece: string): void {
    // Files that each have a byte order mark were put together.
    const text = this.#isLineStart && piece.charCodeAt(0) === 0xfeff ? piece.slice(1) : piece;
    let found;
    try {
      found = this.#parse(text);
    } catch (error) {
      const place = { name: this.#name, line: this.#line, before: this.#before, text };
      throw toSyntaxError(place, error);
    }
    this.#before = (text.length < CONTEXT_CHARACTERS ? this.#before + text : text).slice(-CONTEXT_CHARACTERS);
    this.#give(found);
  }

  #give(found: ReturnType<Parse>): void {
    if (found === none) return;
    for (const token of found.values) this.#onToken(token, this.#line);
  }
}
