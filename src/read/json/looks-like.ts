/** Whether the first bytes of a text are JSON. */

/** Enough for blank lines before it. */
const LOOK_CHARACTERS = 4096;

/**
 * An object or array of JSON, or what is nearly one (single quotes, keys without quotes). A header such as `[id],[name]` or
 * `{name},{email}` is not JSON.
 */
const START =
  /^\s*(?:\{\s*(?:["'}]|\/[/*]|[A-Za-z_$][\w$]*\s*:|$)|\[\s*(?:[[{"\]]|-?\d[\d.]*\s*,|$)|\/[/*].{0,200}\s*[{[])/;

export function looksLikeJson(text: string): boolean {
  return START.test(text.slice(0, LOOK_CHARACTERS).replace(/^\uFEFF/, ''));
}

/** One value that is no record: `"text"`, `42`, `null`, `NaN`. */
export function isLoneValue(text: string): boolean {
  return /^\s*(?:"(?:[^"\\]|\\.)*"|-?[\d.eE+-]+|true|false|null|NaN|None)\s*$/.test(text);
}
