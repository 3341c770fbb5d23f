/** A vendor drawn from all switches of the sandbox together. Pure: the same seed gives the same vendor. */
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { makeDraw, type Draw } from './draw.js';

export type Vendor = Partial<SandboxFaults>;

/** One switch, or a few that belong together, with the share of vendors that have it. */
interface Deviation {
  readonly share: number;
  readonly draw: (draw: Draw) => Vendor;
}

const ENVELOPES = ['message', 'error', 'error-object', 'html', 'empty', 'mixed'] as const;

const ALREADY_EXISTS = [
  '400-bare',
  '400',
  '422',
  '400-message',
  '409-error',
  '422-error-object',
  '409-html',
  '409-empty',
  '422-mixed',
] as const;

/** Dropped or refused without harm to the rows' keys. */
const PLAIN_FIELDS = [
  'phone',
  'description',
  'address',
  'address.zipcode',
  'metaData',
  'emailUnique',
  'subAccount.customerId',
  'subAccountAddress.customerId',
] as const;
const KEY_FIELDS = ['externalId', 'email', 'addresses.customerId'] as const;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const ANSWERS: readonly Deviation[] = [
  { share: 0.5, draw: (draw) => ({ createStatus: draw.oneOf(201, 202) }) },
  { share: 0.7, draw: (draw) => ({ alreadyExists: draw.oneOf('200', ...ALREADY_EXISTS) }) },
  { share: 0.6, draw: (draw) => ({ errorEnvelope: draw.oneOf('message', ...ENVELOPES) }) },
  { share: 0.4, draw: () => ({ updateClears: false }) },
  { share: 0.3, draw: () => ({ updateExternalId: 'ignore' }) },
  { share: 0.3, draw: (draw) => ({ delete: draw.oneOf('404', '405') }) },
  { share: 0.3, draw: () => ({ numericPhone: true }) },
  { share: 0.3, draw: () => ({ numericZip: true }) },
  { share: 0.3, draw: () => ({ sparseAnswers: true }) },
  { share: 0.3, draw: () => ({ unknownFields: true }) },
  { share: 0.4, draw: () => ({ echoCustomerId: false }) },
  {
    share: 0.4,
    draw: (draw) => ({
      createdAtSkewMs: draw.oneOf(-1, 1) * draw.oneOf(5 * SECOND, 30 * SECOND, 2 * MINUTE, HOUR),
    }),
  },
  { share: 0.15, draw: () => ({ omitCreatedAt: true }) },
  { share: 0.5, draw: (draw) => ({ recordEnvelope: draw.oneOf('array', 'named', 'bare') }) },
  { share: 0.25, draw: (draw) => ({ emptyBodies: draw.oneOf('creates', 'writes') }) },
  { share: 0.25, draw: () => ({ metaDataForm: 'text' }) },
  { share: 0.3, draw: () => ({ subAccountAddressKey: 'Address' }) },
  { share: 0.4, draw: (draw) => ({ subAccountsList: draw.oneOf('object', '403', '404') }) },
  { share: 0.4, draw: () => ({ listsDeleted: false }) },
];

const REQUESTS: readonly Deviation[] = [
  { share: 0.1, draw: () => ({ strictZip: true }) },
  { share: 0.25, draw: (draw) => ({ zipcodeType: draw.oneOf('number', 'text') }) },
  {
    share: 0.5,
    draw: (draw) => ({ ignoredFields: [...draw.some(PLAIN_FIELDS, 0.2), ...draw.some(KEY_FIELDS, 0.08)] }),
  },
  {
    share: 0.2,
    draw: (draw) => ({ refusedFields: [...draw.some(PLAIN_FIELDS, 0.15), ...draw.some(KEY_FIELDS, 0.05)] }),
  },
  { share: 0.3, draw: (draw) => ({ nameForm: draw.oneOf('upper', 'squeezed') }) },
  {
    share: 0.25,
    draw: (draw) => ({
      ignoredFilters: draw.some(['asset', 'customerId', 'accountId', 'subAccountId'], 0.35),
    }),
  },
  { share: 0.25, draw: () => ({ refuseNull: true }) },
  { share: 0.2, draw: () => ({ refuseEmptyText: true }) },
];

const PAGING: readonly Deviation[] = [
  { share: 0.5, draw: (draw) => ({ pagingIn: draw.oneOf('body', 'headers', 'none') }) },
  { share: 0.3, draw: (draw) => ({ perPageSkew: draw.integer(1, 5) }) },
  { share: 0.3, draw: () => ({ pageAsText: true }) },
  { share: 0.3, draw: (draw) => ({ maxPerPage: draw.oneOf(5, 7, 10, 20, 50) }) },
  // A server does not refuse its own default of 10.
  { share: 0.2, draw: (draw) => ({ maxPerPage: draw.oneOf(10, 20, 50), refuseLargePerPage: true }) },
  { share: 0.3, draw: () => ({ defaultOrder: 'asc' }) },
  { share: 0.06, draw: () => ({ ignoresPage: true }) },
];

const TROUBLE: readonly Deviation[] = [
  { share: 0.3, draw: (draw) => ({ latencyMs: { min: 0, max: draw.integer(1, 4) } }) },
  {
    share: 0.4,
    draw: (draw) => ({
      errorRate: {
        [draw.oneOf('500', '502', '503', '504')]: draw.integer(1, 6) / 100,
      },
    }),
  },
  { share: 0.3, draw: (draw) => ({ errorAfterEffectRate: draw.integer(1, 5) / 100 }) },
  { share: 0.3, draw: (draw) => ({ cutBeforeRate: draw.integer(1, 5) / 100 }) },
  { share: 0.35, draw: (draw) => ({ cutAfterRate: draw.integer(1, 6) / 100 }) },
  { share: 0.1, draw: () => ({ hangRate: 0.004 }) },
  { share: 0.1, draw: () => ({ hangAfterEffectRate: 0.004 }) },
  {
    share: 0.15,
    draw: (draw) => ({
      limit: {
        requests: draw.integer(40, 120),
        perMs: draw.integer(50, 200),
        kind: draw.oneOf('window', 'bucket'),
        retryAfter: draw.oneOf('seconds', 'date', 'none'),
      },
    }),
  },
];

/** How the trouble of a vendor ends. */
export const CALM: Vendor = {
  errorRate: 0,
  errorAfterEffectRate: 0,
  cutBeforeRate: 0,
  cutAfterRate: 0,
  hangRate: 0,
  hangAfterEffectRate: 0,
  limit: null,
  latencyMs: 0,
};

/** The switches of a seed; those that are as by default are left out. */
export function drawVendor(seed: number): Vendor {
  const draw = makeDraw(seed);
  const drawn = [...ANSWERS, ...REQUESTS, ...PAGING, ...TROUBLE].filter(({ share }) => draw.chance(share));
  return Object.assign({ seed }, ...drawn.map((one) => one.draw(draw))) as Vendor;
}

/** Whether an answer may be lost although its request took effect. */
export function losesAnswers(vendor: Vendor): boolean {
  return [
    vendor.cutAfterRate,
    vendor.errorAfterEffectRate,
    vendor.hangAfterEffectRate,
    vendor.hangRate,
    vendor.cutBeforeRate,
    vendor.errorRate,
  ].some((rate) => rate !== undefined && rate !== 0);
}
