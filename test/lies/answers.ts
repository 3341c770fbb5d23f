/** The kinds of answers that the program meets, with the fields of each, out of what the vendor documents. */
import { readFacts, type Facts, type Schema } from '../conformance/facts.js';

/** What an answer holds. */
export type RecordKind = 'customer' | 'address' | 'subAccount' | 'account';

export interface AnswerField {
  /** `totalPages`, or `data.uid`: of the record, or of each record of the list. */
  readonly path: string;
  /** JSON type as documented. */
  readonly type: string;
}

export interface AnswerKind {
  /** Method and path as documented, such as `GET /customers/{customerId}`. */
  readonly label: string;
  readonly holds: RecordKind;
  readonly isList: boolean;
  readonly fields: readonly AnswerField[];
}

interface Source {
  readonly label: string;
  readonly holds: RecordKind;
  /** The documented operation whose answer it has. @default label */
  readonly as?: string;
}

const SUB_ACCOUNTS = '/accounts/{uid}/sub-accounts';

const SOURCES: readonly Source[] = [
  { label: 'GET /auth', holds: 'account' },
  { label: 'GET /customers', holds: 'customer' },
  { label: 'GET /customers/{customerId}', holds: 'customer' },
  { label: 'POST /customers', holds: 'customer' },
  { label: 'POST /customers/{customerId}', holds: 'customer' },
  // Not documented; the sandbox answers it like an update.
  { label: 'DELETE /customers/{customerId}', holds: 'customer', as: 'POST /customers/{customerId}' },
  { label: 'GET /addresses', holds: 'address' },
  { label: 'POST /addresses', holds: 'address' },
  { label: `GET ${SUB_ACCOUNTS}`, holds: 'subAccount' },
  { label: `POST ${SUB_ACCOUNTS}`, holds: 'subAccount' },
  { label: `GET ${SUB_ACCOUNTS}/{subId}/addresses`, holds: 'address' },
  { label: `POST ${SUB_ACCOUNTS}/{subId}/addresses`, holds: 'address' },
];

/** Fields that no page documents, and that servers have. */
const UNDOCUMENTED: Readonly<Record<RecordKind, readonly string[]>> = {
  account: [],
  customer: [],
  address: ['customerId', 'asset'],
  subAccount: ['customerId'],
};

/** Every kind of answer. */
export function listAnswerKinds(facts: Facts = readFacts()): AnswerKind[] {
  return SOURCES.map(({ label, holds, as = label }) => {
    const [method = '', path = ''] = as.split(' ');
    const schema =
      facts.paths[path]?.[method.toLowerCase()]?.responses['200']?.content['application/json'].schema;
    if (schema === undefined) throw new Error(`Expected an answer of ${as} in the facts.`);
    const data = toProperties(schema)['data'] ?? {};
    const isList = data['type'] === 'array';
    const record = toProperties(isList ? toSchema(data['items']) : data);
    const more = UNDOCUMENTED[holds].filter((name) => !(name in record));
    return {
      label,
      holds,
      isList,
      fields: [
        ...Object.entries(toProperties(schema)).map(([name, one]) => ({ path: name, type: toType(one) })),
        ...Object.entries(record).map(([name, one]) => ({ path: `data.${name}`, type: toType(one) })),
        ...more.map((name) => ({ path: `data.${name}`, type: 'string' })),
      ],
    };
  });
}

function toProperties(schema: Schema): Readonly<Record<string, Schema>> {
  return (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
}

function toSchema(value: unknown): Schema {
  return (value ?? {}) as Schema;
}

/** `page` is documented as a number or text. */
function toType({ type }: Schema): string {
  const first: unknown = Array.isArray(type) ? (type as unknown[])[0] : type;
  return typeof first === 'string' ? first : 'number';
}
