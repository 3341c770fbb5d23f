/** What leads back from what a run did. */
import type { CustomerBody, CustomerRecord, JsonValue, RemoteCustomer } from '../core/customer.js';
import type { Plan } from '../core/journal-port.js';

const NOBODY: RemoteCustomer = {
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

/** The update that takes an update back: from what was sent to what was there before it. */
export function toRestoring({ remote, body, changes, answered }: Plan): Plan {
  const left = answered ?? toRemote(remote, body);
  return {
    remote: left,
    body: toWholeBody(remote, left),
    changes: changes.map(({ field, before, after }) => ({ field, before: after, after: before })),
  };
}

/**
 * A customer as it was made: what must still be there for it to be deleted. `answered`: what the server made of it, where
 * that is not what was sent.
 */
export function toMade(uid: string, body: CustomerBody, answered: RemoteCustomer | undefined): Plan {
  const { externalId = null } = body;
  return { remote: answered ?? toRemote({ ...NOBODY, uid, externalId }, body), body, changes: [] };
}

/** `before`, and null for each key of metaData that an update has added: so that an import takes it back as well. */
export function toPriorRecord(before: RemoteCustomer, { metaData }: CustomerBody): CustomerRecord {
  const added = Object.keys(metaData ?? {}).filter((key) => !Object.hasOwn(before.metaData ?? {}, key));
  const nulls = Object.fromEntries(added.map((key): [string, JsonValue] => [key, null]));
  return { ...before, metaData: { ...before.metaData, ...nulls } };
}

/** The customer once `body` has been sent; what a body leaves out is cleared, or was not there. */
function toRemote(before: RemoteCustomer, body: CustomerBody): RemoteCustomer {
  const { name, email = null, phone = null, description = null, address = null, metaData = null } = body;
  return { ...before, name, email, phone, description, address, metaData };
}

/** All of `before`, and null for what `left` has and it has not. */
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
