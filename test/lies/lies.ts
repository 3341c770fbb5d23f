/** Every lie: one untrue value in one field of one kind of answer, told once or always, in a world of its own. Pure. */
import { listAnswerKinds, type AnswerField, type AnswerKind } from './answers.js';

/** The answers that have it, and the records of a list. */
export type Told =
  /** The first, or the third, answer of the kind; all records of a list. */
  | 'first'
  | 'third'
  /** Every answer. */
  | 'always'
  /** Every answer of a list, in one record. */
  | 'one record';

/** How the server is otherwise. */
export interface World {
  readonly createStatus: 200 | 201;
  /** Addresses say whose they are. */
  readonly echoCustomerId: boolean;
  /** Each customer has its address under a sub-account of its own. */
  readonly subAccounts: boolean;
  /** Every third create takes effect and is not answered. */
  readonly cuts: boolean;
  /** `description` is left out of answers to writes, so that the customer is read. */
  readonly asks: boolean;
  /** The lie occurs during an undo; `import`: during the import. */
  readonly job: 'import' | 'undo';
}

export interface Lie {
  readonly kind: AnswerKind;
  readonly field: AnswerField;
  readonly value: LieValue;
  readonly told: Told;
  readonly world: World;
}

/** `neighbour`: what another row's record has; `stranger`: what a record has that is no row's. */
export type LieValue =
  | { readonly kind: 'neighbour' | 'stranger' | 'absent' }
  /** The same for all records. */
  | { readonly kind: 'plain'; readonly value: unknown };

const PLAIN: World = {
  createStatus: 200,
  echoCustomerId: true,
  subAccounts: false,
  cuts: false,
  asks: false,
  job: 'import',
};

const plain = (...values: readonly unknown[]): LieValue[] =>
  values.map((value) => ({ kind: 'plain', value }));

/** Values of another JSON type, by the documented one. */
const OTHER_TYPES: Readonly<Record<string, readonly unknown[]>> = {
  string: [7, { lie: true }, ['lie'], true],
  number: ['x', { lie: true }, ['lie'], true],
  integer: ['x', { lie: true }, ['lie'], true],
  boolean: ['yes', 7, { lie: true }],
  object: ['lie', 7, ['lie'], []],
  array: ['lie', 7, { lie: true }, []],
};

const UNKNOWN_UID = '99999999-9999-4999-8999-999999999999';
const PAGES = [0, -1, 1e9, 2, 'x'];
const TIMES = ['2001-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z', 'yesterday'];

/** Values that a server may well have, by the field's name. */
const PLAUSIBLE: Readonly<Record<string, readonly unknown[]>> = {
  status: ['error', 'failed', 'pending'],
  page: PAGES,
  totalPages: PAGES,
  mode: ['LIVE', 'TEST', 'live'],
  uid: [UNKNOWN_UID, '../customers'],
  guid: [UNKNOWN_UID],
  orgId: [UNKNOWN_UID],
  organizationId: [UNKNOWN_UID],
  externalId: [UNKNOWN_UID, 'made-up-1'],
  name: ['Somebody Else'],
  email: ['somebody.else@example.org', 'ZQ3@EXAMPLE.COM'],
  phone: ['+2348099999999'],
  description: ['somebody else'],
  accountId: [UNKNOWN_UID, 'wallet-other'],
  subAccountId: [UNKNOWN_UID],
  customerId: [UNKNOWN_UID, 'customer-7'],
  network: ['MAINNET', 'testnet', 'REGTEST'],
  assetType: ['ETH', 'NATIVE', 'LTC'],
  asset: ['ETH', 'BTC'],
  chain: ['LITECOIN', 'ETHEREUM'],
  addressType: ['legacy', 'wrappedsegwit'],
  isChangeAddress: [true],
  isDeleted: [true],
  isArchived: [true],
  isContract: [true],
  used: [true],
  derivationIndex: [0, 99_999],
  label: ['Somebody Else'],
  createdAt: TIMES,
  updatedAt: TIMES,
  deletedAt: TIMES,
  lastUsedAt: TIMES,
};

/** Addresses that the sandbox has never made: BIP 173's example on both networks, with a wrong checksum, and a legacy one. */
const ADDRESSES = [
  'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx',
  'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsy',
  'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn',
];

/** Fields that say what a record is, whose it is or whether there are more: their lies occur in more worlds. */
const WEIGHTY: ReadonlySet<string> = new Set([
  ...['status', 'data', 'page', 'totalPages', 'mode', 'orgId', 'uid', 'externalId', 'name', 'email'],
  ...['deletedAt', 'createdAt', 'address', 'accountId', 'subAccountId', 'customerId', 'label', 'asset'],
  ...['assetType', 'network', 'chain', 'addressType', 'isChangeAddress'],
]);

/** All lies, in an order that stays the same. */
export function listLies(): Lie[] {
  return listAnswerKinds().flatMap((kind) =>
    kind.fields.flatMap((field) => {
      const [world, ...otherWorlds] = toWorlds(kind);
      const { plausible, odd } = toValues(kind, field);
      const tellAll = (values: readonly LieValue[], told: readonly Told[], worlds: readonly World[]): Lie[] =>
        worlds.flatMap((one) =>
          told.flatMap((how) => values.map((value): Lie => ({ kind, field, value, told: how, world: one }))),
        );
      if (!WEIGHTY.has(toName(field))) return tellAll([...plausible, ...odd], ['always'], [world]);
      return [
        ...tellAll(plausible, toTold(kind), [world, ...otherWorlds]),
        ...tellAll(odd, ['always'], [world]),
      ];
    }),
  );
}

/** What the lie is, on one line. */
export function toTitle({ kind, field, value, told, world }: Lie): string {
  const said = value.kind === 'plain' ? toShort(value.value) : value.kind;
  const unusual = Object.entries(world).filter(([name, state]) => state !== PLAIN[name as keyof World]);
  const where = unusual.map(([name, state]) => `${name} ${String(state)}`).join(', ');
  return `${kind.label} ${field.path} = ${said}, ${told}${where === '' ? '' : ` (${where})`}`;
}

function toShort(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 20)}… (${text.length} characters)` : text;
}

/** `uid` of `data.uid`. */
function toName({ path }: AnswerField): string {
  return path.split('.').at(-1) ?? path;
}

/** `odd`: not of the documented type, empty or very long. */
function toValues(
  { holds }: AnswerKind,
  field: AnswerField,
): { readonly plausible: LieValue[]; readonly odd: LieValue[] } {
  const name = toName(field);
  const isOfRecord = field.path.startsWith('data') && holds !== 'account';
  const isAddressText = name === 'address' && holds === 'address';
  const made = isAddressText ? ADDRESSES : (PLAUSIBLE[name] ?? []);
  return {
    plausible: [
      ...(isOfRecord ? ([{ kind: 'neighbour' }, { kind: 'stranger' }] as const) : []),
      { kind: 'absent' },
      ...plain(null, ...made),
    ],
    odd: plain('', 'x'.repeat(5000), ...(OTHER_TYPES[field.type] ?? []).filter((one) => !made.includes(one))),
  };
}

function toTold({ label, isList }: AnswerKind): Told[] {
  if (isList) return ['first', 'one record', 'always'];
  return label.startsWith('POST') && !label.includes('{customerId}')
    ? ['first', 'third', 'always']
    : ['first', 'always'];
}

/** Every lie of the kind occurs in the first. */
function toWorlds({ label, holds }: AnswerKind): [World, ...World[]] {
  const subAccounts = label.includes('sub-accounts');
  const base: World = { ...PLAIN, subAccounts };
  const ownerless: World = { ...base, echoCustomerId: false };
  if (label.startsWith('DELETE')) return [{ ...base, job: 'undo' }];
  if (label === 'GET /customers/{customerId}')
    return [
      { ...base, asks: true },
      { ...base, job: 'undo' },
    ];
  if (holds === 'account') return [base];
  // Read only where addresses do not say whose they are.
  if (label.startsWith('GET') && label.endsWith('{subId}/addresses'))
    return [ownerless, { ...ownerless, cuts: true }];
  const isRead = label.startsWith('GET');
  const other: World = isRead ? { ...base, cuts: true } : { ...base, createStatus: 201 };
  const more = holds === 'address' ? [ownerless, { ...other, echoCustomerId: false }] : [];
  return label.includes('{customerId}') ? [base] : [base, other, ...more];
}
