/** One JSON value in memory: numbers keep their text, objects keep the order of their keys. */
import type { JsonToken } from './tokens.js';

/** A number as it is written: `1.10`, `1e21` and `9007199254740993` lose nothing. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A map, so that no key reaches into a prototype. */
export type JsonTree = Map<string, JsonNode>;
export type JsonNode = string | boolean | null | JsonNumber | JsonNode[] | JsonTree;

/** Collects the tokens of one object. */
export class ObjectBuilder {
  readonly root: JsonTree = new Map();
  /** Keys that came twice with different values, as paths: `address.city`. */
  readonly twice: string[] = [];
  /** About the size of the record in characters. */
  characters = 0;
  readonly #open: { readonly node: JsonNode[] | JsonTree; key: string }[] = [{ node: this.root, key: '' }];

  /** Containers that are open, the object itself included. */
  get depth(): number {
    return this.#open.length;
  }

  /** Adds a token after the object's own `{`; true at its `}`. */
  add(token: JsonToken): boolean {
    switch (token.name) {
      case 'keyValue':
        this.characters += token.value.length;
        (this.#open.at(-1) ?? FALLBACK).key = token.value;
        return false;
      case 'startObject':
        this.#enter(new Map());
        return false;
      case 'startArray':
        this.#enter([]);
        return false;
      case 'endObject':
      case 'endArray':
        this.#open.pop();
        return this.#open.length === 0;
      default:
        this.#put(toScalar(token));
        return false;
    }
  }

  #enter(node: JsonNode[] | JsonTree): void {
    this.#put(node);
    this.#open.push({ node, key: '' });
  }

  #put(value: JsonNode): void {
    this.characters += typeof value === 'string' ? value.length + 2 : 8;
    const { node, key } = this.#open.at(-1) ?? FALLBACK;
    if (Array.isArray(node)) {
      node.push(value);
    } else if (node.has(key)) {
      // A container is still empty here, so that it can't be compared.
      const isSame = toJsonText(node.get(key) ?? null) === toJsonText(value) && !isContainer(value);
      if (!isSame) this.twice.push(this.#toPath());
    } else {
      node.set(key, value);
    }
  }

  #toPath(): string {
    return this.#open.flatMap(({ node, key }) => (Array.isArray(node) ? [] : [key])).join('.');
  }
}

const FALLBACK: { node: JsonNode[] | JsonTree; key: string } = { node: [], key: '' };

function toScalar(token: JsonToken): JsonNode {
  switch (token.name) {
    case 'stringValue':
      return token.value;
    case 'numberValue':
      return new JsonNumber(token.value);
    case 'trueValue':
      return true;
    case 'falseValue':
      return false;
    default:
      return null;
  }
}

export function isContainer(node: JsonNode): node is JsonNode[] | JsonTree {
  return Array.isArray(node) || node instanceof Map;
}

/** The value as JSON, numbers as they were written. */
export function toJsonText(node: JsonNode): string {
  if (node instanceof JsonNumber) return node.text;
  if (node instanceof Map)
    return `{${[...node].map(([key, value]) => `${JSON.stringify(key)}:${toJsonText(value)}`).join(',')}}`;
  if (Array.isArray(node)) return `[${node.map(toJsonText).join(',')}]`;
  return JSON.stringify(node);
}
