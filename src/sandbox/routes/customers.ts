import { randomUUID } from 'node:crypto';
import { textOf } from '../http/fields.js';
import { toPageReply } from '../http/page.js';
import { refuse, type Reply, type Success } from '../http/reply.js';
import type { SandboxFaults } from '../options.js';
import type { Customer } from '../store/records.js';
import { toAlreadyExists } from './already-exists.js';
import { paramOf, route, type Call, type Route } from './call.js';
import { checkCustomer, toFields, toKept, toStoredName } from './customer-body.js';
import { toCustomerView } from './customer-view.js';
import { toRecordReply, type Deed } from './record-reply.js';
import { taking } from './taken-body.js';

/** Everything under `/customers`. */
export const customerRoutes: readonly Route[] = [
  route('POST', '/customers', taking('customer', createCustomer)),
  route('GET', '/customers', listCustomers),
  route('GET', '/customers/{uid}', readCustomer),
  route('POST', '/customers/{uid}', taking('customer', updateCustomer)),
  route('DELETE', '/customers/{uid}', deleteCustomer),
  route('GET', '/customers/{uid}/transactions', listTransactions),
];

function createCustomer(call: Call): Reply {
  const { ground, grant, tenant, body } = call;
  const { faults } = ground;
  const taken = checkCustomer(body, faults) ?? findTaken(call);
  if (taken !== undefined) return taken;
  const now = ground.store.now(faults.createdAtSkewMs);
  const record: Customer = {
    id: ground.store.nextId(),
    uid: randomUUID(),
    guid: randomUUID(),
    ...toFields(body),
    name: toStoredName(textOf(body, 'name') ?? '', faults.nameForm),
    customerRef: null,
    externalId: textOf(body, 'externalId') ?? randomUUID(),
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    organizationId: grant.orgId,
    mode: grant.mode,
  };
  ground.store.add({ kind: 'customer', tenant: tenant.key, record });
  return toReply(record, faults, 'create');
}

function findTaken({ ground, tenant, body }: Call): Reply | undefined {
  const { faults } = ground;
  const externalId = textOf(body, 'externalId');
  const same = externalId === null ? undefined : tenant.customers.findByExternalId(externalId);
  if (same !== undefined) {
    const existing = toReply(same, faults, 'read');
    return toAlreadyExists(faults.alreadyExists, 'Customer with this externalId already exists', existing);
  }
  const email = body.emailUnique === true ? textOf(body, 'email') : null;
  const holder = email === null ? undefined : tenant.customers.findByEmail(email);
  if (holder === undefined) return undefined;
  const existing = toReply(holder, faults, 'read');
  return toAlreadyExists(faults.alreadyExists, 'Customer with this email already exists', existing);
}

function updateCustomer(call: Call): Reply {
  const { ground, tenant, body } = call;
  const { faults } = ground;
  const customer = tenant.customers.findLive(paramOf(call, 0));
  if (customer === undefined) return refuse(404, 'Customer not found');
  const refusal = checkCustomer(body, faults);
  if (refusal !== undefined) return refusal;
  const externalId = textOf(body, 'externalId') ?? customer.externalId;
  if (externalId !== customer.externalId && faults.updateExternalId === 'refuse') {
    return refuse(422, 'externalId can not be changed');
  }
  tenant.customers.change(customer, {
    ...toFields(body),
    ...toKept(customer, body, faults),
    name: toStoredName(textOf(body, 'name') ?? customer.name, faults.nameForm),
    updatedAt: ground.store.now(faults.createdAtSkewMs),
  });
  ground.store.changed({ kind: 'customer', tenant: tenant.key, record: customer });
  return toReply(customer, faults, 'change');
}

function deleteCustomer(call: Call): Reply {
  const { ground, tenant } = call;
  if (ground.faults.delete === '404') return refuse(404, 'Not found');
  if (ground.faults.delete === '405') return refuse(405, 'Method not allowed', { allow: 'GET, POST' });
  const customer = tenant.customers.findLive(paramOf(call, 0));
  if (customer === undefined) return refuse(404, 'Customer not found');
  const now = ground.store.now(ground.faults.createdAtSkewMs);
  tenant.customers.change(customer, { deletedAt: now, updatedAt: now });
  ground.store.changed({ kind: 'customer', tenant: tenant.key, record: customer });
  return toReply(customer, ground.faults, 'change');
}

function listCustomers({ ground, tenant, query }: Call): Reply {
  const { all } = tenant.customers;
  const listed = ground.faults.listsDeleted ? all : all.filter(({ deletedAt }) => deletedAt === null);
  return toPageReply(listed, { query, switches: ground.faults }, (one) => toCustomerView(one, ground.faults));
}

function readCustomer(call: Call): Reply {
  const customer = findListed(call);
  if (customer === undefined) return refuse(404, 'Customer not found');
  return toReply(customer, call.ground.faults, 'read');
}

/** Made-up transactions, as many as configured; no one pays to sandbox addresses. */
function listTransactions(call: Call): Reply {
  const customer = findListed(call);
  if (customer === undefined) return refuse(404, 'Customer not found');
  const { faults } = call.ground;
  const numbers = Array.from({ length: faults.transactionsPerCustomer }, (_, at) => at + 1);
  return toPageReply(numbers, { query: call.query, switches: faults }, (number) =>
    toTransaction(customer, number),
  );
}

/** A deleted customer that is not listed can't be read either. */
function findListed(call: Call): Customer | undefined {
  const { customers } = call.tenant;
  const uid = paramOf(call, 0);
  return call.ground.faults.listsDeleted ? customers.findByUid(uid) : customers.findLive(uid);
}

/** Always the same for the same customer and number. */
function toTransaction(customer: Customer, number: number): Record<string, unknown> {
  return {
    uid: `${customer.uid}-${number}`,
    hash: String(customer.id * 1000 + number).padStart(64, '0'),
    asset: 'BTC',
    amount: (number / 1000).toFixed(8),
    type: number % 2 === 1 ? 'CREDIT' : 'DEBIT',
    status: 'CONFIRMED',
    createdAt: customer.createdAt,
  };
}

function toReply(customer: Customer, faults: SandboxFaults, deed: Deed): Success {
  return toRecordReply('customer', toCustomerView(customer, faults), deed, faults);
}
