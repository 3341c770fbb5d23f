/** HTML that can't be broken out of: a value in a template is text, unless a template made it. */

/** Text that is HTML already. Only `fragment` makes it. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What a template takes; of `undefined` and of `false` nothing is shown. */
export type HtmlPart = Html | string | number | undefined | false | readonly HtmlPart[];

/**
 * Escapes every value, in text and in quoted attributes alike.
 *
 * @example fragment`<td title="${column}">${rows.map((row) => fragment`<b>${row}</b>`)}</td>`
 */
export function fragment(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(strings.reduce((text, string, at) => text + toHtmlText(parts[at - 1]) + string));
}

function toHtmlText(part: HtmlPart): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.toString();
  return typeof part === 'object' ? part.map(toHtmlText).join('') : escapeText(String(part));
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

/** A block of data for the page's script; nothing in it can end the block or begin a comment. */
export function toDataBlock(id: string, value: unknown): Html {
  const json = JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, toUnicodeEscape);
  return fragment`<script type="application/json" id="${id}">
    ${new Html(json)}
  </script>`;
}

function toUnicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A message of this tool: what it puts between backticks, values, becomes code. */
export function toProse(message: string): Html {
  const parts = message.split(/`([^`]*)`/);
  return fragment`${parts.map((part, at) => (at % 2 === 1 ? fragment`<code>${part}</code>` : part))}`;
}
