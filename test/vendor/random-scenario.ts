/** A made-up file, who is there before, the options of its import and what happens to it, drawn from a seed. Pure. */
import type { SeedCustomer } from '../../src/sandbox/index.js';
import type { Fields, Flags } from '../support/run-import.js';
import { makeDraw, type Draw } from './draw.js';

/** What follows the first import. */
export const SEQUELS = ['again', 'changes', 'clear', 'create', 'plan', 'undo', 'undo-delete'] as const;
export type Sequel = (typeof SEQUELS)[number];

export interface Scenario {
  readonly rows: readonly Fields[];
  /** The file of the sequel. */
  readonly laterRows: readonly Fields[];
  readonly seeds: readonly SeedCustomer[];
  /** Of seeds by externalId, who have an address before. */
  readonly addressed: readonly string[];
  readonly flags: Flags;
  /** A sub-account that is there before, for all. */
  readonly hasSharedSubAccount: boolean;
  readonly sequel: Sequel;
  /** Requests after which each session is interrupted. */
  readonly stops: readonly number[];
  readonly laterStops: readonly number[];
  /** Where the built program is killed in its first session, as `moment:state:nth`. */
  readonly killAt: string | undefined;
}

const FIRST_NAMES = [
  'Ada',
  'Zoë',
  'Ngozi',
  'Łukasz',
  'Σοφία',
  '李',
  'Ørjan',
  'Nu\u0303n\u0303o',
  'محمد',
] as const;
const LAST_NAMES = [
  'Lovelace',
  'O’Brien-Müller',
  'Okafor',
  'van  der Berg',
  'Παπά',
  '小龙',
  'da Silva',
] as const;
const CITIES = ['Lagos', 'São Paulo', 'Köln', '東京', 'Accra'] as const;
const STREETS = ['1 Broad St', 'Große Straße 12', 'Flat 4, 10 "The Elms"', 'Rua das Flores, 7'] as const;
const ZIPCODES = ['90210', '01234', 'SW1A 1AA', '100001', '00501'] as const;
const COUNTRIES = ['Nigeria', 'Germany', 'BR', 'Japan'] as const;
const PHONES = ['+23480312', '+49151234', '+1202555', '0803123'] as const;
const PLANS = ['gold', 'silver', 'Größe L', '007'] as const;
const KILL_STATES = [
  'planned_create',
  'sending_create',
  'customer_done',
  'in_doubt',
  'sending_address',
  'sending_sub_account',
  'done',
] as const;

/** Ends the name of the row's customer, so that the server's record identifies the row even if it dropped everything else. */
export const toMarker = (number: number): string => `zq${number}`;

/** Sets apart the draws of the file from those of the vendor. */
const SALT = 0x5eed;

export function drawScenario(seed: number): Scenario {
  const draw = makeDraw(seed ^ SALT);
  const rows = Array.from({ length: draw.integer(60, 120) }, (_row, at) => drawRow(at + 1, draw));
  const known = draw.chance(0.7) ? draw.some(rows.filter(isValid), draw.oneOf(0.1, 0.3, 0.6)) : [];
  const strangers = draw.oneOf(0, 3, 30, 110);
  const sequel = draw.oneOf(...SEQUELS);
  const flags = drawFlags(draw);
  return {
    rows,
    laterRows: sequel === 'changes' || sequel === 'clear' ? changeRows(rows, sequel, draw) : rows,
    seeds: [
      ...Array.from({ length: strangers }, (_seed, at) => toStranger(at + 1)),
      ...known.map((row) => toKnown(row, draw)),
    ],
    addressed: draw.some(
      known.flatMap(({ externalId = '' }) => (externalId === '' ? [] : [externalId])),
      0.3,
    ),
    flags,
    hasSharedSubAccount: flags.subAccount === undefined && draw.chance(0.3),
    sequel,
    stops: drawStops(draw),
    laterStops: drawStops(draw),
    killAt: draw.chance(0.5)
      ? undefined
      : `${draw.oneOf('before', 'after')}:${draw.oneOf(...KILL_STATES)}:${draw.integer(1, 12)}`,
  };
}

export const isValid = ({ email }: Fields): boolean => email !== 'not-an-email';

function drawStops(draw: Draw): number[] {
  return Array.from({ length: draw.integer(0, 3) }, () => draw.integer(2, 90));
}

function drawFlags(draw: Draw): Flags {
  const wants = draw.chance(0.6);
  return {
    runId: 'r',
    // For hangs; all else answers at once.
    timeout: 0.4,
    // Rows that a vendor refuses for one cause are all sent, because this proof is about what is said of each.
    maxErrors: 'none',
    concurrency: draw.integer(1, 16),
    provisionAddress: wants,
    ...(wants && draw.chance(0.4) ? { subAccount: 'per-customer' as const } : {}),
    ...(draw.chance(0.15) ? { emailUnique: false } : {}),
    ...(draw.chance(0.2) ? { match: draw.oneOf('externalId', 'email', 'externalId,email') } : {}),
    ...(draw.chance(0.12) ? { mode: draw.oneOf('create' as const, 'update' as const) } : {}),
    ...(draw.chance(0.3) ? { zipcode: draw.oneOf('text' as const, 'number' as const) } : {}),
  };
}

/** Every fifth has only an externalId, or only an email. */
function drawRow(number: number, draw: Draw): Fields {
  const keys = draw.oneOf('both', 'both', 'both', 'externalId', 'email');
  const marker = toMarker(number);
  const maybe = (share: number, text: () => string): string => (draw.chance(share) ? text() : '');
  const isBad = keys === 'both' && draw.chance(0.03);
  return {
    externalId: keys === 'email' ? '' : draw.oneOf(`E-${marker}`, `${number}/Ä ${marker}`),
    name: `${draw.oneOf(...FIRST_NAMES)} ${draw.oneOf(...LAST_NAMES)} ${marker}`,
    email: keys === 'externalId' ? '' : isBad ? 'not-an-email' : `Person.${marker}@example.com`,
    phone: maybe(0.5, () => draw.oneOf(...PHONES) + String(draw.integer(1000, 9999))),
    description: maybe(0.3, () => draw.oneOf('since 2019', 'Käufer, “VIP”', 'two\nlines', '=1+1', '0')),
    'address.street': maybe(0.3, () => draw.oneOf(...STREETS)),
    'address.city': maybe(0.4, () => draw.oneOf(...CITIES)),
    'address.zipcode': maybe(0.4, () => draw.oneOf(...ZIPCODES)),
    'address.country': maybe(0.3, () => draw.oneOf(...COUNTRIES)),
    'metaData.plan': maybe(0.3, () => draw.oneOf(...PLANS)),
    'metaData.seats': maybe(0.2, () => String(draw.integer(1, 40))),
    provisionAddress: maybe(0.25, () => draw.oneOf('yes', 'no')),
  };
}

/** The row's customer as it was once: some fields differ, some are there that the row does not name. */
function toKnown(row: Fields, draw: Draw): SeedCustomer {
  const marker = row['name']?.split(' ').at(-1) ?? '';
  const isSame = draw.chance(0.3);
  const { externalId = '', email = '' } = row;
  return {
    name: isSame ? (row['name'] ?? '') : `Old ${marker}`,
    ...(externalId === '' ? {} : { externalId }),
    email: email === '' ? null : email.toLowerCase(),
    phone: isSame && row['phone'] !== '' ? (row['phone'] ?? null) : draw.oneOf(null, '+2348099999999'),
    description: draw.oneOf(null, 'as it was'),
    address: draw.chance(0.4)
      ? { city: 'Oldtown', state: 'Ogun', zipcode: draw.oneOf<string | number>('54321', 54321) }
      : null,
    metaData: draw.chance(0.3) ? { plan: 'bronze', tier: 3 } : null,
  };
}

function toStranger(number: number): SeedCustomer {
  return {
    name: `Stranger ${number}`,
    externalId: `stranger-${number}`,
    email: `stranger${number}@example.org`,
    deletedAt: number % 7 === 0 ? '2024-01-01T00:00:00.000Z' : null,
  };
}

const CLEARABLE = ['phone', 'description', 'address.city', 'address.zipcode', 'metaData.plan'] as const;

/** A third of the rows differs from before, and a few are new. */
function changeRows(rows: readonly Fields[], how: 'changes' | 'clear', draw: Draw): Fields[] {
  const changed = rows.map((row): Fields => {
    if (!draw.chance(0.35)) return row;
    if (how === 'clear')
      return { ...row, ...Object.fromEntries(draw.some(CLEARABLE, 0.5).map((at) => [at, ''])) };
    return {
      ...row,
      ...(draw.chance(0.4) ? { name: `New ${row['name'] ?? ''}` } : {}),
      ...(draw.chance(0.4) ? { phone: '+4915123456789' } : {}),
      ...(draw.chance(0.3) ? { 'address.city': 'Neustadt' } : {}),
      ...(draw.chance(0.3) ? { 'metaData.plan': 'platinum' } : {}),
    };
  });
  const more = Array.from({ length: draw.integer(0, 8) }, (_row, at) => drawRow(rows.length + at + 1, draw));
  return [...changed, ...more];
}
