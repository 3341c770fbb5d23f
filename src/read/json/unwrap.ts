/** Values that MongoDB writes as objects: `{"$oid": "…"}`, `{"$date": …}`, `{"$numberDecimal": "1.10"}`. */
import { isContainer, JsonNumber, type JsonNode, type JsonTree } from './tree.js';

/** A value that has no text: binary data, a regular expression. */
export const NO_TEXT = Symbol('no text');

type Unwrapped = JsonNode | typeof NO_TEXT;

const asItIs = (node: JsonNode): Unwrapped => (isContainer(node) ? NO_TEXT : node);
const asNumber = (node: JsonNode): Unwrapped =>
  typeof node === 'string' && /^-?\d+$/.test(node) && Number.isSafeInteger(Number(node))
    ? new JsonNumber(node)
    : asItIs(node);

const WRAPPERS: ReadonlyMap<string, (node: JsonNode) => Unwrapped> = new Map([
  ['$oid', asItIs],
  ['$uuid', asItIs],
  ['$symbol', asItIs],
  ['$numberDecimal', asItIs],
  ['$numberDouble', asDouble],
  ['$numberLong', asNumber],
  ['$numberInt', asNumber],
  ['$date', toDate],
  ['$undefined', () => null],
  ['$binary', () => NO_TEXT],
  ['$regularExpression', () => NO_TEXT],
  ['$regex', () => NO_TEXT],
  ['$timestamp', () => NO_TEXT],
  ['$minKey', () => NO_TEXT],
  ['$maxKey', () => NO_TEXT],
  ['$code', () => NO_TEXT],
]);

/** The plain value of a wrapper; undefined for any other object. */
export function unwrap(node: JsonTree): Unwrapped | undefined {
  if (node.size === 0 || node.size > 2) return undefined;
  const [first] = node;
  if (first === undefined || !first[0].startsWith('$')) return undefined;
  const [key, value] = first;
  return WRAPPERS.get(key)?.(value);
}

/** The same value with every wrapper in it unwrapped; what has no text stays as it is. */
export function unwrapDeep(node: JsonNode): JsonNode {
  if (Array.isArray(node)) return node.map(unwrapDeep);
  if (!(node instanceof Map)) return node;
  const plain = unwrap(node);
  if (plain !== undefined && plain !== NO_TEXT) return plain;
  return new Map([...node].map(([key, value]) => [key, unwrapDeep(value)]));
}

function asDouble(node: JsonNode): Unwrapped {
  return typeof node === 'string' && /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(node)
    ? new JsonNumber(node)
    : asItIs(node);
}

/** As ISO 8601: the relaxed form has it, the canonical one milliseconds. */
function toDate(node: JsonNode): Unwrapped {
  if (typeof node === 'string') return node;
  const inner = node instanceof Map ? unwrap(node) : node;
  if (!(inner instanceof JsonNumber)) return NO_TEXT;
  const date = new Date(Number(inner.text));
  return Number.isNaN(date.getTime()) ? inner : date.toISOString();
}
