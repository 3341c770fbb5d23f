/** What undoes the changes of a run. */
import type { CustomerBody, CustomerRecord, JsonValue, RemoteCustomer } from '../core/customer.js';
import type { Plan } from '../core/journal-port.js';

const EMPTY_CUSTOMER: RemoteCustomer = {
  uid: '',
  externalId: null,
  name: '',
  email: null,
  phone: null,
  description: null,
  address: null,
  metaData: null,
  createdAt: null,
  updatedAt: null,
  deletedAt: null,
};

/** The update that reverts an update: from what was sent to what was there before it. */
export function toRestoring({ remote, body, changes, answered }: Plan): Plan {
  const left = answered ?? toRemote(remote, body);
  return {
    remote: left,
    body: toWholeBody(remote, left),
    changes: changes.map(({ field, before, after }) => ({ field, before: after, after: before })),
  };
}

/**
 * The customer as it was created: it must be unchanged to be deleted. `answered`: the server's record, if it differs from
 * what was sent.
 */
export function toMade(uid: string, body: CustomerBody, answered: RemoteCustomer | undefined): Plan {
  const { externalId = null } = body;
  return { remote: answered ?? toRemote({ ...EMPTY_CUSTOMER, uid, externalId }, body), body, changes: [] };
}

/** `before`, plus null for each key of metaData that an update added, so that an import removes it again. */
export function toPriorRecord(before: RemoteCustomer, { metaData }: CustomerBody): CustomerRecord {
  const added = Object.keys(metaData ?? {}).filter((key) => !Object.hasOwn(before.metaData ?? {}, key));
  const nulls = Object.fromEntries(added.map((key): [string, JsonValue] => [key, null]));
  return { ...before, metaData: { ...before.metaData, ...nulls } };
}

/** The customer after `body` was sent; fields that the body leaves out are cleared, or did not exist. */
function toRemote(before: RemoteCustomer, body: CustomerBody): RemoteCustomer {
  const { name, email = null, phone = null, description = null, address = null, metaData = null } = body;
  return { ...before, name, email, phone, description, address, metaData };
}

/** All of `before`, and null for what `left` has and `before` lacks. */
function toWholeBody(before: RemoteCustomer, left: RemoteCustomer): CustomerBody {
  const body: CustomerBody = { name: before.name };
  if (before.email !== null || left.email !== null) body.email = before.email;
  if (before.phone !== null || left.phone !== null) body.phone = before.phone;
  if (before.description !== null || left.description !== null) body.description = before.description;
  if (before.address !== null || left.address !== null)
    body.address = before.address && { ...before.address };
  if (before.metaData !== null || left.metaData !== null)
    body.metaData = before.metaData && { ...before.metaData };
  return body;
}
