/** Finds where the records of a file are: in the file itself, in its one array, or in an array within one object. */
import { BulkError } from '../../core/errors.js';
import { PLAIN_FIELDS } from '../../core/types.js';
import type { JsonToken } from './tokens.js';
import { ELEMENT, type JsonListPlace } from './walk.js';

/** Keys that only a record of a customer has. */
const FIELD_KEYS: ReadonlySet<string> = new Set(
  [...PLAIN_FIELDS, 'firstName', 'lastName', 'fullName', '_id'].map((name) => name.toLowerCase()),
);

/** Lists that describe others. */
const NO_RECORDS = new Set(['columns', 'fields', 'schema', 'links', 'errors', 'warnings']);

/** Keys that a list of records has, even if it is empty. */
const LIST_KEYS =
  /^(data|items|rows|records|results?|customers|clients|users|contacts|value|docs|documents|entries|list|content)$/i;

/** Where lists are looked for; each `[]` is a step. */
const MAX_STEPS = 6;
const MAX_LISTS = 100;

interface List {
  readonly place: JsonListPlace;
  objects: number;
  /** Some object in it has a value that is no container. */
  hasValues: boolean;
}

/** Looks at the first value of a file. `isKnown` says that no more of it is needed. */
export class PlaceFinder {
  readonly #name: string;
  readonly #steps: string[] = [];
  readonly #lists = new Map<string, List>();
  /** Keys of the first value, if it is an object, and how many of them have an object. */
  readonly #keys: string[] = [];
  #inner = 0;
  #known: JsonListPlace | undefined;
  #isEnded = false;
  #isList = false;

  constructor(name: string) {
    this.#name = name;
  }

  get isKnown(): boolean {
    return this.#known !== undefined;
  }

  take(token: JsonToken): void {
    if (this.#known !== undefined) return;
    if (this.#isEnded) {
      // A second value: one object after the other.
      this.#known = [];
      return;
    }
    switch (token.name) {
      case 'keyValue':
        this.#steps[this.#steps.length - 1] = token.value;
        if (this.#steps.length === 1) this.#keys.push(token.value);
        return;
      case 'startObject':
        this.#noteObject();
        this.#steps.push('');
        return;
      case 'startArray':
        this.#noteList();
        this.#steps.push(ELEMENT);
        return;
      case 'endObject':
      case 'endArray':
        this.#steps.pop();
        this.#isEnded = this.#steps.length === 0;
        return;
      default:
        this.#noteValue();
    }
  }

  /** Throws `source_unreadable` where several lists may be meant. */
  toPlace(): JsonListPlace {
    if (this.#known !== undefined) return this.#known;
    if (this.#keys.some((key) => FIELD_KEYS.has(key.toLowerCase()))) return [];
    const all = [...this.#lists.values()];
    const lists = all.filter(({ objects, hasValues }) => objects > 0 && hasValues);
    const outer = lists.filter(({ place }) => !lists.some((other) => contains(other.place, place)));
    const [first, second] = outer;
    if (second !== undefined) throw this.#toManyLists(outer);
    if (first !== undefined) return first.place;
    if (this.#keys.length > 1 && this.#inner === this.#keys.length) throw this.#toKeyed();
    const [empty, another] = all.filter(
      ({ objects, place }) => objects === 0 && LIST_KEYS.test(place.at(-2) ?? ''),
    );
    return empty !== undefined && another === undefined ? empty.place : [];
  }

  #noteObject(): void {
    if (this.#steps.length === 1 && !this.#isList) this.#inner += 1;
    if (this.#steps.at(-1) !== ELEMENT) return;
    const list = this.#lists.get(this.#steps.join('\n'));
    if (list !== undefined) list.objects += 1;
  }

  #noteList(): void {
    if (this.#steps.length === 0) {
      this.#isList = true;
      this.#known = [ELEMENT];
      return;
    }
    if (NO_RECORDS.has((this.#steps.at(-1) ?? '').toLowerCase()) || this.#steps.length >= MAX_STEPS) return;
    const place = [...this.#steps, ELEMENT];
    const key = place.join('\n');
    if (this.#lists.size < MAX_LISTS && !this.#lists.has(key))
      this.#lists.set(key, { place, objects: 0, hasValues: false });
  }

  #noteValue(): void {
    if (this.#steps.length < 2 || this.#steps.at(-2) !== ELEMENT || this.#steps.at(-1) === ELEMENT) return;
    const list = this.#lists.get(this.#steps.slice(0, -1).join('\n'));
    if (list !== undefined) list.hasValues = true;
  }

  #toManyLists(lists: readonly List[]): BulkError {
    const names = lists.map(({ place, objects }) => `${toPathText(place)} (${objects})`).join(', ');
    const [first] = [...lists].sort((a, b) => b.objects - a.objects);
    return new BulkError('source_unreadable', `${this.#name} has more than one list of objects: ${names}.`, {
      hint: `Choose one, such as: jq -c '${toPathText(first?.place ?? [])}' ${this.#name} > customers.ndjson`,
    });
  }

  #toKeyed(): BulkError {
    const message = `${this.#name} is one object of ${this.#keys.length} objects, not a list of records.`;
    return new BulkError('source_unreadable', message, {
      hint:
        `If each key is an id: jq -c 'to_entries[] | {externalId: .key} + .value' ${this.#name} > customers.ndjson. ` +
        'If each key is a column, as pandas writes it: df.to_json(orient="records").',
    });
  }
}

/** As `jq` names it: `.data[]`. */
export function toPathText(place: JsonListPlace): string {
  const steps = place.map((step) => {
    if (step === ELEMENT) return '[]';
    return /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `.${JSON.stringify(step)}`;
  });
  const text = steps.join('');
  return text.startsWith('.') ? text : `.${text}`;
}

function contains(outer: JsonListPlace, inner: JsonListPlace): boolean {
  return outer.length < inner.length && outer.every((step, at) => step === inner[at]);
}
