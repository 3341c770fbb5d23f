import { randomUUID } from 'node:crypto';
import {
  booleanField,
  checkFields,
  filledField,
  objectField,
  objectOf,
  required,
  textOf,
  type Field,
} from '../http/fields.js';
import { toPageReply } from '../http/page.js';
import { refuse, success, type Refusal, type Reply, type Success } from '../http/reply.js';
import type { SubAccount } from '../store/records.js';
import { toAlreadyExists } from './already-exists.js';
import { paramOf, route, type Call, type Route } from './call.js';
import { bendView } from './customer-view.js';
import { addAddress, checkAddress, toAddressReply, toAddressView } from './new-address.js';
import { toRecordReply, type Deed } from './record-reply.js';
import { taking } from './taken-body.js';
import { refuseCustomer, refuseWallet } from './wallets.js';

/** Everything under `/accounts`. */
export const subAccountRoutes: readonly Route[] = [
  route('POST', '/accounts/{uid}/sub-accounts', taking('subAccount', createSubAccount)),
  route('GET', '/accounts/{uid}/sub-accounts', listSubAccounts),
  route(
    'POST',
    '/accounts/{uid}/sub-accounts/{subId}/addresses',
    taking('subAccountAddress', createSubAccountAddress),
  ),
  route('GET', '/accounts/{uid}/sub-accounts/{subId}/addresses', listSubAccountAddresses),
];

const fields: Record<string, Field> = {
  name: required(filledField),
  externalId: required(filledField),
  metaData: required(objectField),
  customerId: filledField,
  autoGenerateAddress: booleanField,
};

function createSubAccount(call: Call): Reply {
  const { ground, grant, tenant, body } = call;
  const accountId = paramOf(call, 0);
  const customerId = textOf(body, 'customerId');
  const refusal =
    refuseWallet(call, accountId) ?? checkFields(body, fields) ?? refuseCustomer(call, customerId);
  if (refusal !== undefined) return refusal;
  const name = textOf(body, 'name') ?? '';
  const externalId = textOf(body, 'externalId') ?? '';
  const same = tenant.subAccounts.findByExternalId(externalId);
  if (same !== undefined) {
    const message = 'Sub account with this externalId already exists';
    return toAlreadyExists(ground.faults.alreadyExists, message, toReply(call, same, 'read'));
  }
  const now = ground.store.now(ground.faults.createdAtSkewMs);
  const record: SubAccount = {
    id: ground.store.nextId(),
    uid: randomUUID(),
    name,
    externalId,
    accountId,
    customerId,
    metaData: objectOf(body, 'metaData') ?? {},
    network: grant.mode === 'LIVE' ? 'MAINNET' : 'TESTNET',
    mode: grant.mode,
    isDeleted: false,
    isArchived: false,
    organizationId: grant.orgId,
    createdAt: now,
    updatedAt: now,
  };
  ground.store.add({ kind: 'sub-account', tenant: tenant.key, record });
  if (body.autoGenerateAddress === true) {
    const place = { accountId, subAccountId: record.uid, customerId, label: name };
    addAddress({ ...call, body: {} }, place);
  }
  return toReply(call, record, 'create');
}

function listSubAccounts(call: Call): Reply {
  const { subAccountsList } = call.ground.faults;
  if (subAccountsList === '403') return refuse(403, 'Forbidden');
  if (subAccountsList === '404') return refuse(404, 'Not found');
  const accountId = paramOf(call, 0);
  const refusal = refuseWallet(call, accountId);
  if (refusal !== undefined) return refusal;
  const records = call.tenant.subAccounts.ofAccount(accountId);
  if (subAccountsList === 'object') {
    const newest = records.at(-1);
    return success(newest === undefined ? null : toSubAccountView(call, newest));
  }
  return toPageReply(records, { query: call.query, switches: call.ground.faults }, (one) =>
    toSubAccountView(call, one),
  );
}

function createSubAccountAddress(call: Call): Reply {
  const { body, ground } = call;
  const customerId = textOf(body, 'customerId');
  const refusal =
    refuseSubAccount(call) ?? checkAddress(body, ground.faults) ?? refuseCustomer(call, customerId);
  if (refusal !== undefined) return refusal;
  const [accountId, subAccountId] = [paramOf(call, 0), paramOf(call, 1)];
  const label = textOf(body, 'label') ?? '';
  const record = addAddress(call, { accountId, subAccountId, customerId, label });
  return toAddressReply(record, ground.faults, 'create');
}

function listSubAccountAddresses(call: Call): Reply {
  const refusal = refuseSubAccount(call);
  if (refusal !== undefined) return refusal;
  const { faults } = call.ground;
  const records = call.tenant.addresses.candidates({ subAccountId: paramOf(call, 1) });
  return toPageReply(records, { query: call.query, switches: faults }, (one) => toAddressView(one, faults), {
    isPageText: true,
  });
}

function refuseSubAccount(call: Call): Refusal | undefined {
  const accountId = paramOf(call, 0);
  const refusal = refuseWallet(call, accountId);
  if (refusal !== undefined) return refusal;
  const found = call.tenant.subAccounts.find(accountId, paramOf(call, 1));
  return found === undefined ? refuse(404, 'Sub account not found') : undefined;
}

function toReply(call: Call, record: SubAccount, deed: Deed): Success {
  return toRecordReply('subAccount', toSubAccountView(call, record), deed, call.ground.faults);
}

function toSubAccountView({ tenant, ground }: Call, record: SubAccount): unknown {
  const view: Record<string, unknown> = { ...record };
  delete view.id;
  const addresses = tenant.addresses
    .candidates({ subAccountId: record.uid })
    .map((one) => toAddressView(one, ground.faults));
  view[ground.faults.subAccountAddressKey] = addresses;
  return bendView(view, ground.faults);
}
