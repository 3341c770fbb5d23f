/** Customers changed behind the tool's back, through the sandbox's own API. */
import { testCredential, type Customer, type Sandbox } from '../../src/sandbox/index.js';

/** Sends one request; throws unless it succeeds. */
async function send(sandbox: Sandbox, method: string, path: string, body?: object): Promise<void> {
  const answer = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${testCredential.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}

/** The live customer with this externalId or email. */
export function findCustomer(sandbox: Sandbox, key: string): Customer {
  const found = sandbox
    .snapshot()
    .customers.find((one) => one.deletedAt === null && (one.externalId === key || one.email === key));
  if (found === undefined) throw new Error(`The sandbox has no customer ${key}.`);
  return found;
}

/** Lays fields over what a customer has. */
export async function changeCustomer(sandbox: Sandbox, key: string, fields: object): Promise<void> {
  const { uid, name, email, phone, description, address, metaData } = findCustomer(sandbox, key);
  await send(sandbox, 'POST', `/customers/${uid}`, {
    name,
    email,
    phone,
    description,
    address,
    metaData,
    ...fields,
  });
}

export async function deleteCustomer(sandbox: Sandbox, key: string): Promise<void> {
  await send(sandbox, 'DELETE', `/customers/${findCustomer(sandbox, key).uid}`);
}

export async function createCustomer(sandbox: Sandbox, body: object): Promise<void> {
  await send(sandbox, 'POST', '/customers', body);
}
