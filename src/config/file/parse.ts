/** The text of a configuration file as data. The YAML library is loaded only for YAML, and to find the line of a fault. */
import type { Document, LineCounter } from 'yaml';
import { BulkError, toMessage } from '../../core/errors.js';
import { describeJsonFault } from './json-fault.js';

/** Where something is in a file: `['profiles', 'nightly', 'options']`. */
export type KeyPath = readonly PropertyKey[];

/** `undefined` for an empty YAML file. Throws `config_invalid`: no JSON or YAML, or a key that is there twice. */
export async function parseConfigText(path: string, text: string): Promise<unknown> {
  if (!/\.json$/i.test(path)) return parseYaml(path, text);
  const data = parseJson(path, text);
  // JSON.parse takes the last of equal keys in silence; the other parser refuses them.
  if (countKeys(data) !== countKeyTexts(text)) await parseYaml(path, text);
  return data;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Not as the cause: its message quotes the text.
    throw toError(path, `is not JSON: ${describeJsonFault(text, cause)}.`);
  }
}

async function parseYaml(path: string, text: string): Promise<unknown> {
  const { document, lines } = await readDocument(text);
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    const { line } = lines.linePos(fault.pos[0]);
    throw toError(path, `is not right: ${fault.message} on line ${line}.`);
  }
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (cause) {
    throw toError(path, `is not right: ${toMessage(cause)}.`);
  }
}

/** The line of each place, from 1; of a place that is not there, that of what it would be in. */
export async function makeLineFinder(text: string): Promise<(place: KeyPath) => number | undefined> {
  const [{ document, lines }, { isMap, isSeq, isScalar, isNode }] = await Promise.all([
    readDocument(text),
    import('yaml'),
  ]);
  return (place) => {
    let at: number | undefined;
    let node: unknown = document.contents;
    for (const part of place) {
      const pair = isMap(node)
        ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
        : undefined;
      const next: unknown = isSeq(node) ? node.items[Number(part)] : pair?.value;
      const begin = pair === undefined ? next : pair.key;
      if (isNode(begin)) at = begin.range?.[0] ?? at;
      node = next;
    }
    return at === undefined ? undefined : lines.linePos(at).line;
  };
}

async function readDocument(
  text: string,
): Promise<{ readonly document: Document; readonly lines: LineCounter }> {
  const { LineCounter, isScalar, parseDocument, visit } = await import('yaml');
  const lines = new LineCounter();
  // Not as warnings of Node, which would quote the text.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  // A key is a text as it stands: YAML would take the name of the option `null` for nothing.
  visit(document, {
    Pair: (_key, { key }) => {
      if (isScalar(key) && typeof key.value !== 'string') key.value = key.source ?? '';
    },
  });
  return { document, lines };
}

function countKeys(data: unknown): number {
  if (typeof data !== 'object' || data === null) return 0;
  const own = Array.isArray(data) ? 0 : Object.keys(data).length;
  return Object.values(data).reduce((sum: number, value) => sum + countKeys(value), own);
}

/** In JSON, a text before a colon is a key. */
function countKeyTexts(json: string): number {
  return [...json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gs)].filter(([, colon]) => colon !== undefined).length;
}

function toError(path: string, what: string): BulkError {
  return new BulkError('config_invalid', `The configuration file ${path} ${what}`, {
    hint: 'Correct the file, or pass --no-config. See docs/reference/config-file.md.',
  });
}
