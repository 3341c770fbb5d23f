import { randomUUID } from 'node:crypto';
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
import { toPageReply } from '../http/page.js';
import { created, refuse, success, type Refusal, type Reply } from '../http/reply.js';
import type { Customer } from '../store/records.js';
import { toAlreadyExists } from './already-exists.js';
import { paramOf, route, type Call, type Route } from './call.js';
import { toCustomerView } from './customer-view.js';

/** Everything under `/customers`. */
export const customerRoutes: readonly Route[] = [
  route('POST', '/customers', createCustomer),
  route('GET', '/customers', listCustomers),
  route('GET', '/customers/{uid}', readCustomer),
  route('POST', '/customers/{uid}', updateCustomer),
  route('DELETE', '/customers/{uid}', deleteCustomer),
  route('GET', '/customers/{uid}/transactions', listTransactions),
];

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

const zipField: Field = {
  expected: 'a text or a number',
  accepts: (value) => typeof value === 'string' || Number.isFinite(value),
};
const numericZipField: Field = { expected: 'a number', accepts: (value) => Number.isFinite(value) };
const addressFields: Record<string, Field> = {
  street: textField,
  city: textField,
  state: textField,
  country: textField,
};

function createCustomer(call: Call): Reply {
  const { ground, grant, tenant, body } = call;
  const taken = checkBody(call) ?? findTaken(call);
  if (taken !== undefined) return taken;
  const now = ground.store.now();
  const record: Customer = {
    id: ground.store.nextId(),
    uid: randomUUID(),
    guid: randomUUID(),
    ...toFields(body),
    name: textOf(body, 'name') ?? '',
    customerRef: null,
    externalId: textOf(body, 'externalId') ?? randomUUID(),
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    organizationId: grant.orgId,
    mode: grant.mode,
  };
  ground.store.add({ kind: 'customer', tenant: tenant.key, record });
  return created(toCustomerView(record, ground.faults), ground.faults.createStatus);
}

function findTaken({ ground, tenant, body }: Call): Reply | undefined {
  const { alreadyExists } = ground.faults;
  const externalId = textOf(body, 'externalId');
  const same = externalId === null ? undefined : tenant.customers.findByExternalId(externalId);
  if (same !== undefined) {
    const view = toCustomerView(same, ground.faults);
    return toAlreadyExists(alreadyExists, 'Customer with this externalId already exists', view);
  }
  const email = body.emailUnique === true ? textOf(body, 'email') : null;
  const holder = email === null ? undefined : tenant.customers.findByEmail(email);
  if (holder === undefined) return undefined;
  const view = toCustomerView(holder, ground.faults);
  return toAlreadyExists(alreadyExists, 'Customer with this email already exists', view);
}

function updateCustomer(call: Call): Reply {
  const { ground, tenant, body } = call;
  const customer = tenant.customers.findLive(paramOf(call, 0));
  if (customer === undefined) return refuse(404, 'Customer not found');
  const refusal = checkBody(call);
  if (refusal !== undefined) return refusal;
  const externalId = textOf(body, 'externalId') ?? customer.externalId;
  if (externalId !== customer.externalId && ground.faults.updateExternalId === 'refuse') {
    return refuse(422, 'externalId can not be changed');
  }
  const sent = toFields(body);
  const kept = ground.faults.updateClears ? {} : keepLeftOut(customer, body);
  tenant.customers.change(customer, {
    ...sent,
    ...kept,
    name: textOf(body, 'name') ?? customer.name,
    updatedAt: ground.store.now(),
  });
  ground.store.changed({ kind: 'customer', tenant: tenant.key, record: customer });
  return success(toCustomerView(customer, ground.faults));
}

function deleteCustomer(call: Call): Reply {
  const { ground, tenant } = call;
  if (ground.faults.delete === '404') return refuse(404, 'Not found');
  if (ground.faults.delete === '405') return refuse(405, 'Method not allowed', { allow: 'GET, POST' });
  const customer = tenant.customers.findLive(paramOf(call, 0));
  if (customer === undefined) return refuse(404, 'Customer not found');
  const now = ground.store.now();
  tenant.customers.change(customer, { deletedAt: now, updatedAt: now });
  ground.store.changed({ kind: 'customer', tenant: tenant.key, record: customer });
  return success(toCustomerView(customer, ground.faults));
}

function listCustomers({ ground, tenant, query }: Call): Reply {
  const { all } = tenant.customers;
  const listed = ground.faults.listsDeleted ? all : all.filter(({ deletedAt }) => deletedAt === null);
  return toPageReply(listed, query, ground.faults, (one) => toCustomerView(one, ground.faults));
}

function readCustomer(call: Call): Reply {
  const customer = findListed(call);
  if (customer === undefined) return refuse(404, 'Customer not found');
  return success(toCustomerView(customer, call.ground.faults));
}

/** Made up, as many as are switched on; nobody pays to sandbox addresses. */
function listTransactions(call: Call): Reply {
  const customer = findListed(call);
  if (customer === undefined) return refuse(404, 'Customer not found');
  const { faults } = call.ground;
  const numbers = Array.from({ length: faults.transactionsPerCustomer }, (_, at) => at + 1);
  return toPageReply(numbers, call.query, faults, (number) => toTransaction(customer, number));
}

/** Who is not listed when deleted can't be read then either. */
function findListed(call: Call): Customer | undefined {
  const { customers } = call.tenant;
  const uid = paramOf(call, 0);
  return call.ground.faults.listsDeleted ? customers.findByUid(uid) : customers.findLive(uid);
}

/** The same for the same customer and number, whenever it is asked for. */
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

function checkBody({ body, ground }: Call): Refusal | undefined {
  const refusal = checkFields(body, fields);
  const address = objectOf(body, 'address');
  if (refusal !== undefined || address === null) return refusal;
  const zipcode = ground.faults.strictZip ? numericZipField : zipField;
  return checkFields(address, { ...addressFields, zipcode });
}

function toFields(body: Body): Pick<Customer, 'email' | 'phone' | 'description' | 'metaData' | 'address'> {
  return {
    email: textOf(body, 'email'),
    phone: textOf(body, 'phone'),
    description: textOf(body, 'description'),
    metaData: objectOf(body, 'metaData'),
    address: objectOf(body, 'address'),
  };
}

function keepLeftOut(customer: Customer, body: Body): Partial<Customer> {
  const kept: Partial<Customer> = {};
  if (body.email === undefined) kept.email = customer.email;
  if (body.phone === undefined) kept.phone = customer.phone;
  if (body.description === undefined) kept.description = customer.description;
  if (body.metaData === undefined) kept.metaData = customer.metaData;
  if (body.address === undefined) kept.address = customer.address;
  return kept;
}
