/** Finds the records in the tokens of a file. */
import { BulkError } from '../../core/errors.js';
import type { JsonToken } from './tokens.js';
import { ObjectBuilder, type JsonTree } from './tree.js';

/**
 * Where the records are: `[]` for objects one after the other, `['[]']` for one array of them, `['data', '[]']` for the
 * array under the key `data`.
 */
export type JsonListPlace = readonly string[];

export const ELEMENT = '[]';

export interface JsonRecord {
  /** Line where the record begins, and where it ends. */
  readonly line: number;
  readonly endLine: number;
  readonly value: JsonTree;
  /** Paths of keys that came twice with different values. */
  readonly twice: readonly string[];
}

export interface WalkOptions {
  readonly name: string;
  readonly place: JsonListPlace;
  readonly maxCharacters: number;
  readonly onRecord: (record: JsonRecord) => void;
  /** Takes each plain value that is no part of a record, with the keys to it. */
  readonly onBeside?: (path: readonly string[], token: JsonToken) => void;
}

/** Deeper nesting is no record of a customer, and would need a deep stack. */
const MAX_DEPTH = 100;

export class RecordWalk {
  readonly #options: WalkOptions;
  /** Containers around the present value: the key in an object, `[]` in an array. */
  readonly #steps: string[] = [];
  #record: ObjectBuilder | undefined;
  #recordLine = 0;
  #values = 0;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  /** Throws `source_unreadable`, `row_too_long`. */
  take(token: JsonToken, line: number): void {
    if (this.#record === undefined) this.#takeOutside(token, line);
    else this.#takeInside(this.#record, token, line);
  }

  #takeInside(record: ObjectBuilder, token: JsonToken, line: number): void {
    const isComplete = record.add(token);
    if (record.characters > this.#options.maxCharacters) throw this.#toTooLong(this.#recordLine);
    if (record.depth > MAX_DEPTH) throw this.#toError(line, `more than ${MAX_DEPTH} levels of nesting`);
    if (!isComplete) return;
    this.#record = undefined;
    const { root: value, twice } = record;
    this.#options.onRecord({ line: this.#recordLine, endLine: line, value, twice });
  }

  #takeOutside(token: JsonToken, line: number): void {
    switch (token.name) {
      case 'keyValue':
        this.#steps[this.#steps.length - 1] = token.value;
        return;
      case 'endObject':
      case 'endArray':
        this.#steps.pop();
        return;
      case 'startObject':
        if (this.#isHere()) {
          this.#record = new ObjectBuilder();
          this.#recordLine = line;
          return;
        }
        this.#enter('', line);
        return;
      case 'startArray':
        if (this.#isHere()) throw this.#toError(line, 'a list where a record should be');
        this.#enter(ELEMENT, line);
        return;
      default:
        if (this.#isHere() || this.#steps.length === 0)
          throw this.#toError(line, `${toWord(token)} where a record should be`);
        this.#options.onBeside?.(this.#steps, token);
    }
  }

  #isHere(): boolean {
    const { place } = this.#options;
    return this.#steps.length === place.length && place.every((step, at) => step === this.#steps[at]);
  }

  #enter(step: string, line: number): void {
    if (this.#steps.length === 0) {
      this.#values += 1;
      const isList = step === ELEMENT;
      const isExpected = isList === (this.#options.place[0] === ELEMENT) && (isList || this.#values === 1);
      if (!isExpected) throw this.#toError(line, `${isList ? 'a list' : 'an object'} beside the records`);
    }
    this.#steps.push(step);
    if (this.#steps.length > MAX_DEPTH) throw this.#toError(line, `more than ${MAX_DEPTH} levels of nesting`);
  }

  #toError(line: number, found: string): BulkError {
    return new BulkError('source_unreadable', `${this.#options.name}: line ${line} has ${found}.`, {
      hint: 'Write one object for each customer: {"externalId": "1", "name": "…"}, one to a line, or all in one array.',
      context: { line },
    });
  }

  #toTooLong(line: number): BulkError {
    const { name, maxCharacters } = this.#options;
    return new BulkError(
      'row_too_long',
      `${name}: the record that begins on line ${line} is longer than ${maxCharacters} characters.`,
      { hint: `Look at line ${line}: one object should be one customer.`, context: { line } },
    );
  }
}

function toWord({ name }: JsonToken): string {
  if (name === 'stringValue') return 'a text';
  if (name === 'numberValue') return 'a number';
  return name === 'nullValue' ? 'null' : 'true or false';
}
