/** Reads XML as a stream. Only what a workbook needs: tags without prefix, attributes, text. */
import { SaxesParser } from 'saxes';
import { detectEncoding } from '../detect.js';
import { MAX_DEPTH, MAX_XML_RUN } from './limits.js';
import type { PlainMarkup } from './plain-markup.js';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandlers {
  /** `tag` without its prefix, attributes with theirs. */
  readonly onOpen: (tag: string, attributes: Attributes) => void;
  readonly onClose: (tag: string) => void;
  readonly onText: (text: string) => void;
  /** What may be taken past the parser. */
  readonly plain?: PlainMarkup;
}

/**
 * Call with each chunk of the part, and with undefined at its end. Throws a plain `Error` if it is not XML, has entities of
 * its own (saxes supports none), or has text or tags beyond the limits.
 */
export function makeXmlReader(handlers: XmlHandlers): (chunk: Buffer | undefined) => void {
  const parser = new LimitedParser(handlers);
  const { plain } = handlers;
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  return (chunk) => {
    decoder ??= new TextDecoder(detectEncoding(chunk ?? Buffer.alloc(0)).encoding, { fatal: true });
    const text = chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    const rest = plain === undefined ? text : writeToLastGate(parser, text, plain);
    parser.write(rest);
    if (chunk === undefined) parser.close();
  };
}

/** Gives what follows the last gate. The parser decides whether a gate is one: a comment may have the same letters. */
function writeToLastGate(parser: LimitedParser, text: string, { gate, take }: PlainMarkup): string {
  let from = 0;
  gate.lastIndex = 0;
  while (gate.test(text)) {
    const end = gate.lastIndex;
    parser.write(text.slice(from, end - 1));
    from = parser.writeEndOfTag() ? take(text, end) : end;
    gate.lastIndex = from;
  }
  return text.slice(from);
}

/** saxes, with limits on what it may be given. */
class LimitedParser {
  readonly #parser = new SaxesParser({ position: false, xmlns: false });
  #depth = 0;
  /** Characters since the last event. */
  #run = 0;
  /** A tag has ended since `writeEndOfTag` began. */
  #hasEndedTag = false;

  constructor({ onOpen, onClose, onText }: XmlHandlers) {
    this.#parser.on('opentag', ({ name, attributes }) => {
      this.#run = 0;
      this.#hasEndedTag = true;
      if ((this.#depth += 1) > MAX_DEPTH) throw new Error('tags are nested too deep');
      onOpen(toLocalName(name), attributes);
    });
    this.#parser.on('closetag', ({ name }) => {
      this.#run = 0;
      this.#hasEndedTag = true;
      this.#depth -= 1;
      onClose(toLocalName(name));
    });
    const takeText = (text: string): void => {
      this.#run = 0;
      onText(text);
    };
    this.#parser.on('text', takeText);
    this.#parser.on('cdata', takeText);
  }

  write(text: string): void {
    this.#run += text.length;
    this.#parser.write(text);
    if (this.#run > MAX_XML_RUN) throw new Error('a text in it is too long');
  }

  /** Writes a `>`; gives whether it ended a tag. */
  writeEndOfTag(): boolean {
    this.#hasEndedTag = false;
    this.write('>');
    return this.#hasEndedTag;
  }

  close(): void {
    this.#parser.close();
  }
}

/** Some writers put a prefix before every tag: `x:row`. */
function toLocalName(name: string): string {
  const at = name.indexOf(':');
  return at < 0 ? name : name.slice(at + 1);
}
