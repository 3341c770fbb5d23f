/** The bodies that are sent, and what is left out of one that is refused. */

export type TrialBody = Readonly<Record<string, unknown>>;

const NAME = 'bitpowr-bulk doctor';

export function toName(what: string): string {
  return `${NAME} ${what} (safe to delete)`;
}

export function toKey(token: string, what: string): string {
  return `bitpowr-bulk-doctor-${token}-${what}`;
}

/** With a leading zero, so that one that is lost shows. */
export const TEXT_ZIPCODE = '00501';
export const NUMBER_ZIPCODE = 501;

/** A customer with every field; `zipcode` as text. */
export function toCustomerBody(token: string, what: string): TrialBody {
  const key = toKey(token, what);
  return {
    name: toName(what),
    email: `${key}@example.com`,
    phone: '+2348031234567',
    description: `Made by ${key}`,
    address: {
      street: '1 Example Street',
      city: 'Lagos',
      state: 'Lagos',
      zipcode: TEXT_ZIPCODE,
      country: 'NG',
    },
    metaData: { doctor: key, level: 2, tags: ['a', 'b'], nested: { on: true } },
    externalId: key,
    emailUnique: true,
  };
}

/** Other values for everything that an update takes. Two spaces in the name show whether it is tidied. */
export function toChangedBody(token: string, what: string): TrialBody {
  const key = toKey(token, `${what}-changed`);
  return {
    name: toName(`${what}  Changed`),
    email: `${key}@example.com`,
    phone: '+2348031234568',
    description: `Changed by ${key}`,
    address: { street: '2 Example Road', city: 'Abuja', state: 'FCT', zipcode: '00502', country: 'GH' },
    metaData: { doctor: key, level: 3, tags: ['c'], nested: { on: false } },
  };
}

export interface Shrunk {
  readonly body: TrialBody;
  /** `phone`, `address.zipcode`, …; `address.zipcode.text`: sent as a number now. */
  readonly field: string;
  /** The message named it. */
  readonly isNamed: boolean;
}

interface Removal {
  readonly field: string;
  readonly words: RegExp;
  /** Undefined: there is nothing to leave out. */
  readonly from: (body: TrialBody) => TrialBody | undefined;
}

const leaveOut = (field: string, words: RegExp): Removal => ({
  field,
  words,
  from: (body) => {
    if (!(field in body)) return undefined;
    return Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));
  },
});

/** The likeliest first, for messages that name nothing. */
const REMOVALS: readonly Removal[] = [
  leaveOut('emailUnique', /email_?unique/i),
  leaveOut('externalId', /external_?id/i),
  leaveOut('metaData', /meta_?data/i),
  leaveOut('customerId', /customer_?id/i),
  leaveOut('addressType', /address_?type/i),
  {
    field: 'address.zipcode.text',
    words: /zip|postal/i,
    from: (body) => (typeof toZipcode(body) === 'string' ? withZipcode(body, NUMBER_ZIPCODE) : undefined),
  },
  {
    field: 'address.zipcode',
    words: /zip|postal/i,
    from: (body) => (toZipcode(body) === undefined ? undefined : withZipcode(body, undefined)),
  },
  leaveOut('description', /description/i),
  leaveOut('phone', /phone/i),
  leaveOut('address', /address/i),
  leaveOut('email', /e-?mail/i),
];

/** A body with one field less, by what the refusal says; undefined: nothing is left to leave out. */
export function toShrunk(body: TrialBody, message: string): Shrunk | undefined {
  const possible = REMOVALS.flatMap(({ field, words, from }) => {
    const left = from(body);
    return left === undefined ? [] : [{ body: left, field, isNamed: words.test(message) }];
  });
  return possible.find(({ isNamed }) => isNamed) ?? possible[0];
}

/** A body without what another one was refused for. */
export function withoutFields(body: TrialBody, fields: readonly string[]): TrialBody {
  return REMOVALS.reduce(
    (left, { field, from }) => (fields.includes(field) ? (from(left) ?? left) : left),
    body,
  );
}

export function toZipcode(body: TrialBody): unknown {
  const { address } = body;
  return typeof address === 'object' && address !== null && 'zipcode' in address
    ? address.zipcode
    : undefined;
}

/** Undefined: without one. */
export function withZipcode(body: TrialBody, zipcode: string | number | undefined): TrialBody {
  const { address } = body;
  if (typeof address !== 'object' || address === null) return body;
  const others = Object.entries(address).filter(([name]) => name !== 'zipcode');
  return {
    ...body,
    address: { ...Object.fromEntries(others), ...(zipcode === undefined ? {} : { zipcode }) },
  };
}
