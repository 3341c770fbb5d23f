import {
  booleanField,
  checkFields,
  emailField,
  filledField,
  objectField,
  objectOf,
  required,
  textField,
  textOf,
  type Body,
  type Field,
} from '../http/fields.js';
import type { Refusal } from '../http/reply.js';
import type { SandboxFaults } from '../options.js';
import type { RequestSwitches } from '../request-switches.js';
import type { Customer } from '../store/records.js';

const fields: Record<string, Field> = {
  name: required(filledField),
  email: emailField,
  phone: textField,
  description: textField,
  address: objectField,
  metaData: objectField,
  externalId: filledField,
  emailUnique: booleanField,
};

const addressFields: Record<string, Field> = {
  street: textField,
  city: textField,
  state: textField,
  country: textField,
};

const zipFields: Record<RequestSwitches['zipcodeType'], Field> = {
  any: {
    expected: 'a text or a number',
    accepts: (value) => typeof value === 'string' || Number.isFinite(value),
  },
  number: { expected: 'a number', accepts: (value) => Number.isFinite(value) },
  text: textField,
};

/** What is wrong with the body of a customer, new or changed; undefined if nothing is. */
export function checkCustomer(body: Body, faults: SandboxFaults): Refusal | undefined {
  const { refuseNull, refuseEmptyText, strictZip, zipcodeType } = faults;
  const refusal = checkFields(body, fields, { refuseNull, refuseEmptyText });
  const address = objectOf(body, 'address');
  if (refusal !== undefined || address === null) return refusal;
  const zipcode = zipFields[strictZip ? 'number' : zipcodeType];
  return checkFields(
    address,
    { ...addressFields, zipcode },
    { path: 'address.', refuseNull, refuseEmptyText },
  );
}

/** The name as it is stored. */
export function toStoredName(name: string, form: RequestSwitches['nameForm']): string {
  switch (form) {
    case 'kept':
      return name;
    case 'upper':
      return name.toUpperCase();
    case 'squeezed':
      return name.replace(/ {2,}/g, ' ');
    default:
      return form satisfies never;
  }
}

const optionalFields = ['email', 'phone', 'description', 'metaData', 'address'] as const;

type OptionalFields = Pick<Customer, (typeof optionalFields)[number]>;

/** The optional fields in the body; null for those that it leaves out. */
export function toFields(body: Body): OptionalFields {
  return {
    email: textOf(body, 'email'),
    phone: textOf(body, 'phone'),
    description: textOf(body, 'description'),
    metaData: objectOf(body, 'metaData'),
    address: objectOf(body, 'address'),
  };
}

/** The fields that an update does not change: ignored ones, and with `updateClears` off those that the body leaves out. */
export function toKept(customer: Customer, body: Body, faults: SandboxFaults): Partial<OptionalFields> {
  const kept = optionalFields.filter(
    (name) => faults.ignoredFields.includes(name) || (!faults.updateClears && body[name] === undefined),
  );
  const address = toAddressWithKeptZip(customer, body, faults);
  return {
    ...(address === undefined ? {} : { address }),
    ...Object.fromEntries(kept.map((name) => [name, customer[name]])),
  };
}

/** The address in the body with the stored zipcode; undefined if the body's own applies. */
function toAddressWithKeptZip(
  { address: stored }: Customer,
  body: Body,
  { ignoredFields }: SandboxFaults,
): Record<string, unknown> | undefined {
  const sent = objectOf(body, 'address');
  const isKept = ignoredFields.includes('address.zipcode') && stored !== null && 'zipcode' in stored;
  return sent !== null && isKept ? { ...sent, zipcode: stored.zipcode } : undefined;
}
