import { filledField, required, textOf } from '../http/fields.js';
import { toPageReply } from '../http/page.js';
import { refuse, type Reply } from '../http/reply.js';
import { parseFilters } from './address-filters.js';
import { paramOf, route, type Call, type Route } from './call.js';
import { addAddress, checkAddress, toAddressReply, toAddressView } from './new-address.js';
import { taking } from './taken-body.js';
import { refuseCustomer, refuseWallet } from './wallets.js';

/** Everything under `/addresses`. */
export const addressRoutes: readonly Route[] = [
  route('POST', '/addresses', taking('address', createAddress)),
  route('GET', '/addresses', listAddresses),
  route('GET', '/addresses/{addressId}', readAddress),
];

function createAddress(call: Call): Reply {
  const { body, ground } = call;
  const accountId = textOf(body, 'accountId') ?? '';
  const customerId = textOf(body, 'customerId');
  const refusal =
    checkAddress(body, ground.faults, { accountId: required(filledField) }) ??
    refuseWallet(call, accountId) ??
    refuseCustomer(call, customerId);
  if (refusal !== undefined) return refusal;
  const label = textOf(body, 'label') ?? '';
  const record = addAddress(call, { accountId, subAccountId: null, customerId, label });
  return toAddressReply(record, ground.faults, 'create');
}

function readAddress(call: Call): Reply {
  const record = call.tenant.addresses.findByUid(paramOf(call, 0));
  if (record === undefined) return refuse(404, 'Address not found');
  return refuseWallet(call, record.accountId) ?? toAddressReply(record, call.ground.faults, 'read');
}

function listAddresses(call: Call): Reply {
  const filters = parseFilters(call);
  if (typeof filters === 'string') return refuse(422, filters);
  const { candidates, tests } = filters;
  const found =
    tests.length === 0 ? candidates : candidates.filter((one) => tests.every((test) => test(one)));
  const { faults } = call.ground;
  return toPageReply(found, { query: call.query, switches: faults }, (one) => toAddressView(one, faults), {
    isPageText: true,
  });
}
