/** Reads XML as a stream. Only what a workbook needs: tags without prefix, attributes, text. */
import { SaxesParser } from 'saxes';
import { detectEncoding } from '../detect.js';
import { MAX_DEPTH, MAX_XML_RUN } from './limits.js';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandlers {
  /** `tag` without its prefix, attributes with theirs. */
  readonly onOpen: (tag: string, attributes: Attributes) => void;
  readonly onClose: (tag: string) => void;
  readonly onText: (text: string) => void;
}

/**
 * Call with each chunk of the part, and with undefined at its end. Throws a plain `Error` if it is not XML, has entities of
 * its own (saxes supports none), or has text or tags beyond the limits.
 */
export function makeXmlReader({ onOpen, onClose, onText }: XmlHandlers): (chunk: Buffer | undefined) => void {
  const parser = new SaxesParser({ position: false, xmlns: false });
  let depth = 0;
  /** Characters since the last event. */
  let run = 0;
  parser.on('opentag', ({ name, attributes }) => {
    run = 0;
    if ((depth += 1) > MAX_DEPTH) throw new Error('tags are nested too deep');
    onOpen(toLocalName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    run = 0;
    depth -= 1;
    onClose(toLocalName(name));
  });
  parser.on('text', (text) => {
    run = 0;
    onText(text);
  });
  parser.on('cdata', (text) => {
    run = 0;
    onText(text);
  });
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  return (chunk) => {
    decoder ??= new TextDecoder(detectEncoding(chunk ?? Buffer.alloc(0)).encoding, { fatal: true });
    const text = chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    run += text.length;
    parser.write(text);
    if (run > MAX_XML_RUN) throw new Error('a text in it is too long');
    if (chunk === undefined) parser.close();
  };
}

/** Some writers put a prefix before every tag: `x:row`. */
function toLocalName(name: string): string {
  const at = name.indexOf(':');
  return at < 0 ? name : name.slice(at + 1);
}
