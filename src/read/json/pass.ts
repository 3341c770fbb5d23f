/** One reading of a JSON file, chunk by chunk. */
import { BulkError } from '../../core/errors.js';
import type { SourceBytes } from '../bytes.js';
import type { ChosenEncoding } from '../encoding/choose.js';
import type { Decode } from '../encoding/decoded.js';
import { ENCODING_HINT } from '../options.js';
import { JsonTokens, type JsonToken } from './tokens.js';

export class JsonPass {
  readonly #bytes: SourceBytes;
  readonly #encoding: ChosenEncoding;
  readonly #decode: Decode;
  readonly #tokens: JsonTokens;
  #markBytes: number;

  constructor(
    bytes: SourceBytes,
    encoding: ChosenEncoding,
    onToken: (token: JsonToken, line: number) => void,
  ) {
    this.#bytes = bytes;
    this.#encoding = encoding;
    this.#decode = encoding.makeDecode();
    this.#tokens = new JsonTokens(bytes.name, onToken);
    this.#markBytes = encoding.bomBytes;
  }

  /** Reads one more chunk; false at the end. `isEnough`: the rest is only hashed. Throws `source_unreadable`, `encoding_unknown`. */
  async pull(isEnough: boolean): Promise<boolean> {
    const chunk = await this.#bytes.read();
    if (isEnough) return chunk !== undefined;
    if (chunk === undefined) {
      this.#feed(Buffer.alloc(0), true);
      this.#tokens.end();
      return false;
    }
    this.#feed(chunk.subarray(this.#markBytes), false);
    this.#markBytes = 0;
    return true;
  }

  /** Hex SHA-256 of the bytes as stored; only at the end. */
  sha256(): string {
    return this.#bytes.sha256();
  }

  #feed(chunk: Buffer, last: boolean): void {
    const { utf8, fault, hint = ENCODING_HINT } = this.#decode(chunk, last);
    this.#tokens.feed(utf8);
    if (fault === undefined) return;
    const { line } = this.#tokens;
    const message = `${this.#bytes.name}: line ${line} has ${fault}, which is not ${this.#encoding.name}.`;
    throw new BulkError('encoding_unknown', message, { hint, context: { line } });
  }
}
