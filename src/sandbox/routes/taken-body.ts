import { objectOf, type Body } from '../http/fields.js';
import { refuse, type Refusal, type Reply } from '../http/reply.js';
import type { RequestSwitches } from '../request-switches.js';
import type { Call } from './call.js';

/** What a body describes. `address` is that of `POST /addresses`. */
type BodyKind = 'customer' | 'subAccount' | 'subAccountAddress' | 'address';

interface SwitchableField {
  /** Its name in `ignoredFields` and `refusedFields`. */
  name: string;
  kind: BodyKind;
  field: string;
  /** The object that contains the field; the body itself if omitted. */
  within?: string;
}

const customerFields = ['externalId', 'email', 'phone', 'description', 'address', 'metaData', 'emailUnique'];

const table: readonly SwitchableField[] = [
  ...customerFields.map((field) => ({ name: field, kind: 'customer' as const, field })),
  { name: 'address.zipcode', kind: 'customer', field: 'zipcode', within: 'address' },
  { name: 'subAccount.customerId', kind: 'subAccount', field: 'customerId' },
  { name: 'subAccountAddress.customerId', kind: 'subAccountAddress', field: 'customerId' },
  { name: 'addresses.customerId', kind: 'address', field: 'customerId' },
];

/** Every name that `ignoredFields` and `refusedFields` accept. */
export const switchableFields: readonly string[] = table.map(({ name }) => name);

/** The same handler, with a body without the ignored fields; a body with a refused field never reaches it. */
export function taking(kind: BodyKind, handle: (call: Call) => Reply): (call: Call) => Reply {
  return (call) => {
    const taken = takeBody(kind, call.body, call.ground.faults);
    return 'refusal' in taken ? taken.refusal : handle({ ...call, body: taken.body });
  };
}

function takeBody(
  kind: BodyKind,
  body: Body,
  { ignoredFields, refusedFields }: RequestSwitches,
): { body: Body } | { refusal: Refusal } {
  if (ignoredFields.length === 0 && refusedFields.length === 0) return { body };
  const carried = table.filter((one) => one.kind === kind && carries(body, one));
  const refused = carried.find(({ name }) => refusedFields.includes(name));
  if (refused !== undefined) return { refusal: refuse(422, `"${refused.field}" is not allowed`) };
  return { body: carried.filter(({ name }) => ignoredFields.includes(name)).reduce(drop, body) };
}

/** A null field counts as present. */
function carries(body: Body, { field, within }: SwitchableField): boolean {
  const holder = within === undefined ? body : objectOf(body, within);
  return holder !== null && Object.hasOwn(holder, field);
}

function drop(body: Body, { field, within }: SwitchableField): Body {
  if (within === undefined) return without(body, field);
  const holder = objectOf(body, within);
  return holder === null ? body : { ...body, [within]: without(holder, field) };
}

function without(body: Body, field: string): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));
}
