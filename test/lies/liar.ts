/** A proxy before the sandbox that tells one lie; all else passes as it is. */
import { isDeepStrictEqual } from 'node:util';
import { readFacts } from '../conformance/facts.js';
import { createFindRoute } from '../conformance/find-route.js';
import type { SandboxSnapshot } from '../../src/sandbox/index.js';
import type { Decide } from '../support/proxy.js';
import type { AnswerKind, RecordKind } from './answers.js';
import type { Lie } from './lies.js';

type Json = Readonly<Record<string, unknown>>;

/** What a lie is made of: the server's own record, and which of it is whose. */
export interface LiarSight {
  snapshot(): SandboxSnapshot;
  /** Whether a record of the server is that of a row. */
  isOfRow(record: Json): boolean;
}

const findRoute = createFindRoute(readFacts());

export class Liar {
  /** Answers with the lie. */
  told = 0;
  /** Requests seen. */
  requests = 0;
  #isOn = false;
  #met = 0;
  #victim: unknown;
  readonly #lie: Lie;
  readonly #sight: LiarSight;

  constructor(lie: Lie, sight: LiarSight) {
    this.#lie = lie;
    this.#sight = sight;
  }

  /** From now on, or no longer. */
  turn(isOn: boolean): void {
    this.#isOn = isOn;
    this.requests = 0;
  }

  readonly decide: Decide = ({ label, path }) => {
    this.requests += 1;
    const [method = ''] = label.split(' ');
    const route = findRoute(method, path.split('?')[0] ?? path).label.replace(
      'DELETE /api/v1/customers/{uid}',
      'DELETE /customers/{customerId}',
    );
    if (!this.#isOn || route !== this.#lie.kind.label) return 'pass';
    return ({ status, body }) => (status < 300 ? this.#rewrite(body) : body);
  };

  #rewrite(body: unknown): unknown {
    const { told, kind } = this.#lie;
    const given = (body ?? {}) as Json;
    if (kind.isList && Array.isArray(given['data']) && given['data'].length === 0 && this.#isOfData())
      return body;
    this.#met += 1;
    if ((told === 'first' && this.#met !== 1) || (told === 'third' && this.#met !== 3)) return body;
    const lied = this.#lieIn(given);
    if (isDeepStrictEqual(lied, given)) return body;
    this.told += 1;
    return lied;
  }

  #isOfData(): boolean {
    return this.#lie.field.path.startsWith('data.');
  }

  #lieIn(given: Json): Json {
    const { field, kind, told } = this.#lie;
    if (!this.#isOfData()) {
      const isList = kind.isList && Array.isArray(given['data']);
      return this.#set(given, field.path, () => {
        if (isList) return (given['data'] as Json[]).map((record) => this.#toOther(record) ?? record);
        return this.#toOther((given['data'] ?? {}) as Json);
      });
    }
    const name = field.path.slice('data.'.length);
    const lieOf = (record: Json): Json => this.#set(record, name, () => this.#toOther(record)?.[name]);
    const { data } = given;
    if (!kind.isList) return { ...given, data: lieOf((data ?? {}) as Json) };
    const records = (data ?? []) as Json[];
    return {
      ...given,
      data: records.map((one) => (told !== 'one record' || this.#isVictim(one) ? lieOf(one) : one)),
    };
  }

  /** The first record of a row that comes. */
  #isVictim(record: Json): boolean {
    if (this.#victim === undefined && this.#sight.isOfRow(record)) this.#victim = record['uid'];
    return record['uid'] === this.#victim;
  }

  #set(record: Json, name: string, other: () => unknown): Json {
    const { value } = this.#lie;
    switch (value.kind) {
      case 'absent':
        return Object.fromEntries(Object.entries(record).filter(([one]) => one !== name));
      case 'plain':
        return { ...record, [name]: value.value };
      case 'neighbour':
      case 'stranger': {
        const said = other();
        return said === undefined ? record : { ...record, [name]: said };
      }
    }
  }

  /** Another record of the kind: the row's that was made before this one, else after it; or one of no row. */
  #toOther(record: Json): Json | undefined {
    const all = listRecords(this.#lie.kind, this.#sight.snapshot(), this.#lie.world.echoCustomerId);
    const others = all.filter(({ uid }) => uid !== record['uid']);
    if (this.#lie.value.kind === 'stranger') return others.find((one) => !this.#sight.isOfRow(one));
    const ofRows = others.filter((one) => this.#sight.isOfRow(one));
    const at = all.findIndex(({ uid }) => uid === record['uid']);
    return ofRows.findLast((one) => all.indexOf(one) < at) ?? ofRows[0];
  }
}

/** All records of the kind as answers have them, in creation order. */
function listRecords({ holds }: AnswerKind, snapshot: SandboxSnapshot, echoes: boolean): Json[] {
  const lists: Readonly<Record<RecordKind, readonly object[]>> = {
    account: [],
    customer: snapshot.customers,
    address: snapshot.addresses,
    subAccount: snapshot.subAccounts,
  };
  return lists[holds].map((record) => {
    const left = holds === 'address' ? ['id', 'asset', ...(echoes ? [] : ['customerId'])] : [];
    return Object.fromEntries(Object.entries(record).filter(([name]) => !left.includes(name)));
  });
}
