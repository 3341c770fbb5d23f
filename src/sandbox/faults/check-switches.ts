import { SandboxError } from '../errors.js';
import { defaultFaults, type SandboxFaults } from '../options.js';
import { filterNames } from '../routes/address-filters.js';
import { switchableFields } from '../routes/taken-body.js';
import { toFaultPlan } from './fault-plan.js';
import { namesRoutes } from './touched-routes.js';
import {
  countOrNull,
  errorShares,
  flag,
  integer,
  isHeaderText,
  isLimit,
  isMs,
  isRecord,
  namesOf,
  oneOf,
  share,
  type Check,
} from './value-checks.js';

const envelopes = ['status-message', 'message', 'error', 'error-object', 'html', 'empty', 'mixed'];
const alreadyExistsForms = [
  '200',
  '400-bare',
  ...['400', '409', '422'].flatMap((status) => [
    status,
    ...envelopes.map((envelope) => `${status}-${envelope}`),
  ]),
];

const checks: { readonly [Name in keyof SandboxFaults]: Check } = {
  createStatus: oneOf(200, 201, 202),
  emptyBodies: oneOf('none', 'creates', 'writes'),
  recordEnvelope: oneOf('data', 'array', 'named', 'bare'),
  alreadyExists: {
    expected: '200, 400, 400-bare, 409, 422, or a status with its envelope, such as 409-html',
    isValid: (value) => alreadyExistsForms.includes(value as string),
  },
  errorEnvelope: oneOf(...envelopes),
  updateClears: flag(),
  updateExternalId: oneOf('refuse', 'ignore'),
  delete: oneOf('ok', '404', '405'),
  base64Auth: oneOf('ok', 'deprecated'),
  auth: oneOf('ok', '404'),
  numericPhone: flag(),
  numericZip: flag(),
  strictZip: flag(),
  sparseAnswers: flag(),
  unknownFields: flag(),
  createdAtSkewMs: integer(-1e12, 1e12),
  omitCreatedAt: flag(),
  metaDataForm: oneOf('object', 'text'),
  echoCustomerId: flag(),
  listsDeleted: flag(),
  transactionsPerCustomer: integer(0, 1000),
  subAccountAddressKey: oneOf('addresses', 'Address'),
  subAccountsList: oneOf('list', 'object', '403', '404'),
  badAddress: oneOf('none', 'checksum', 'wrong-network'),
  badAddressRate: share(),
  ignoredFields: namesOf('fields', switchableFields),
  refusedFields: namesOf('fields', switchableFields),
  nameForm: oneOf('kept', 'upper', 'squeezed'),
  zipcodeType: oneOf('any', 'number', 'text'),
  refuseNull: flag(),
  refuseEmptyText: flag(),
  ignoredFilters: namesOf('filters', filterNames),
  assets: {
    expected: 'a list of assets such as ["BTC", "ETH"], at least one',
    isValid: (value) =>
      Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && one !== ''),
  },
  maxPerPage: integer(1, 1_000_000),
  refuseLargePerPage: flag(),
  perPageSkew: integer(0, 1_000_000),
  pageAsText: flag(),
  pagingIn: oneOf('both', 'body', 'headers', 'none'),
  ignoresPage: flag(),
  defaultOrder: oneOf('asc', 'desc'),
  seed: integer(-(2 ** 31), 2 ** 32),
  faultsOn: {
    expected: 'a list of methods, paths or both, such as ["POST /customers"]',
    isValid: (value) =>
      Array.isArray(value) && value.every((pattern) => typeof pattern === 'string' && namesRoutes(pattern)),
  },
  limit: {
    expected: 'null or { requests, perMs, kind: "window" or "bucket", retryAfter, burst? }',
    isValid: (value) => value === null || isLimit(value),
  },
  latencyMs: {
    expected: 'milliseconds, or { min, max }',
    isValid: (value) =>
      isMs(value) || (isRecord(value) && isMs(value.min) && isMs(value.max) && value.min <= value.max),
  },
  slowdown: {
    expected: 'null or { perRequestMs, above }',
    isValid: (value) => value === null || (isRecord(value) && isMs(value.perRequestMs) && isMs(value.above)),
  },
  errorRate: errorShares(),
  errorAfterEffectRate: errorShares(),
  errorRetryAfter: { expected: 'a text or null', isValid: (value) => value === null || isHeaderText(value) },
  cutBeforeRate: share(),
  cutAfterRate: share(),
  cutAfterEvery: integer(0, 1_000_000_000),
  hangRate: share(),
  hangAfterEffectRate: share(),
  lateEffectMs: { expected: 'milliseconds', isValid: isMs },
  refuseCredentialAfter: countOrNull(),
  refuseCredentialMessage: {
    expected: 'a text',
    isValid: (value) => typeof value === 'string' && value !== '',
  },
  downAfter: countOrNull(),
  recordRequests: integer(0, 1_000_000),
};

/** A switch, described for a command line. */
export interface SwitchDescription {
  name: keyof SandboxFaults;
  /** The values that it accepts, in words. */
  expected: string;
  default: SandboxFaults[keyof SandboxFaults];
}

/** Every switch with its values, for help texts. */
export function describeSwitches(): SwitchDescription[] {
  const names = Object.keys(checks) as (keyof SandboxFaults)[];
  return names.map((name) => ({ name, expected: checks[name].expected, default: defaultFaults[name] }));
}

/**
 * The switches with these changes.
 * @throws SandboxError SANDBOX_OPTION if one is unknown or has a wrong value, or if the rates add up to more than 1.
 */
export function applySwitches(current: Readonly<SandboxFaults>, changes: unknown): SandboxFaults {
  if (!isRecord(changes)) {
    throw refuse('Expected the switches to be an object.', 'Send JSON such as {"cutAfterRate":0.1}.');
  }
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(checks, name)) {
      throw refuse(`There is no switch \`${name}\`.`, `Switches are ${Object.keys(checks).join(', ')}.`);
    }
    const { expected, isValid, hint } = checks[name as keyof SandboxFaults];
    if (isValid(value)) continue;
    const got = JSON.stringify(value) as string | undefined;
    throw refuse(
      `Expected \`${name}\` to be ${expected}, got \`${got ?? String(value)}\`.`,
      hint ?? 'Nothing was changed.',
    );
  }
  const applied = { ...current, ...changes };
  const total = toFaultPlan(applied).reduce((sum, { share }) => sum + share, 0);
  if (total > 1 + 1e-9) {
    throw refuse(
      `Expected the fault rates to add up to at most 1, got ${total}.`,
      'Lower some of the rates.',
    );
  }
  return applied;
}

function refuse(message: string, hint: string): SandboxError {
  return new SandboxError('SANDBOX_OPTION', message, hint);
}
