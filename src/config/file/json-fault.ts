/** Why a text is not JSON, without any of the text: it may hold a secret. */

/** `Unexpected token 'x' on line 3`, from what `JSON.parse` threw. */
export function describeJsonFault(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const at = toPosition(text, message);
  const what = message
    .replace(/, (?:\.\.\.)?".*$/s, '')
    .replace(/ in JSON at position \d+.*$/s, '')
    .replace(/ of JSON input$/, '');
  return at === undefined ? what : `${what} on line ${text.slice(0, at).split('\n').length}`;
}

/** V8 gives the position, or the ten characters before it, or the text from its start. */
function toPosition(text: string, message: string): number | undefined {
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  if (position !== undefined) return Number(position);
  const [, token = '', dots, shown = ''] = /^Unexpected token '(.+?)', (\.\.\.)?"(.*)"/s.exec(message) ?? [];
  if (token === '') return message.startsWith('Unexpected end') ? text.length : undefined;
  const start = text.indexOf(shown);
  if (start < 0) return undefined;
  return dots === undefined ? text.indexOf(token) : start + 10;
}
