/** The text of a string item: of all its runs, without the phonetic hints of Japanese files. */

/** `_x000D_` encodes a character that XML can't hold, `_x005F_` an underscore before something similar. */
const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

/** Receives the tags within `si` or `is`; `take` returns the text and starts over. */
export class RichText {
  #text = '';
  #phonetic = 0;
  #inText = false;

  /** Characters so far. */
  get length(): number {
    return this.#text.length;
  }

  open(tag: string): void {
    if (tag === 'rPh') this.#phonetic += 1;
    this.#inText = tag === 't' && this.#phonetic === 0;
  }

  close(tag: string): void {
    if (tag === 'rPh') this.#phonetic -= 1;
    this.#inText = false;
  }

  add(text: string): void {
    if (this.#inText) this.#text += text;
  }

  take(): string {
    const text = unescapeText(this.#text);
    this.#text = '';
    return text;
  }
}

export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(ESCAPE, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
