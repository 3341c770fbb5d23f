/** Reads records of strict text. From the first doubt on, csv-parse reads the rest. */
import { openCsvParser, type RecordParser, type RecordParserOptions } from './record-parser.js';
import { readStrictRecords } from './strict-records.js';

/** A record that is not complete by then goes to csv-parse, so that no text is looked through again and again. */
const LONGEST_BYTES = 64 * 1024;

const LF = 0x0a;

export function openRecordParser(options: RecordParserOptions): RecordParser {
  return options.lineEnding === 'lf' && options.comment === undefined
    ? new StrictParser(options)
    : openCsvParser(options);
}

class StrictParser implements RecordParser {
  readonly #options: RecordParserOptions;
  /** Bytes after the last record. */
  #pending: Buffer = Buffer.alloc(0);
  /** Line of the file where they begin. */
  #line: number;
  /** Reads everything from here on. */
  #csv: RecordParser | undefined;

  constructor(options: RecordParserOptions) {
    this.#options = options;
    this.#line = options.firstLine;
  }

  async feed(bytes: Buffer): Promise<void> {
    if (this.#csv !== undefined) return this.#csv.feed(bytes);
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    const whole = this.#pending.lastIndexOf(LF) + 1;
    const text = this.#pending.toString('utf8', 0, whole);
    const read = readStrictRecords(text, this.#line, this.#options);
    if (read === undefined) return this.#leaveRest();
    this.#pending = this.#pending.subarray(whole - Buffer.byteLength(text.slice(read.end)));
    this.#line = read.line;
    for (const record of read.records) this.#options.onRecord(record);
    if (this.#pending.length > LONGEST_BYTES) await this.#leaveRest();
  }

  async finish(): Promise<void> {
    if (this.#csv === undefined) await this.#leaveRest();
    await this.#csv?.finish();
  }

  toCurrentLine(): number {
    if (this.#csv !== undefined) return this.#csv.toCurrentLine();
    return this.#line + this.#pending.reduce((lines, byte) => (byte === LF ? lines + 1 : lines), 0);
  }

  destroy(): void {
    this.#csv?.destroy();
  }

  /** Gives csv-parse all that is no record yet. */
  async #leaveRest(): Promise<void> {
    this.#csv = openCsvParser({ ...this.#options, firstLine: this.#line });
    await this.#csv.feed(this.#pending);
    this.#pending = Buffer.alloc(0);
  }
}
