/** A sub-account and an address under it. */
import type { VendorFinding } from '../../core/vendor-profile.js';
import { findLabelled, listOf, makeAddress, toAddressBody } from './addresses.js';
import { toKey, toName } from './bodies.js';
import { toSkipped } from './finding.js';
import { findPageSize, getPage } from './lists.js';
import {
  judgeSubAccountAddressList,
  judgeSubAccountCreate,
  judgeSubAccountList,
  judgeSubAddressOwner,
} from './judge/sub-accounts.js';
import { toRecord, toRecords, toUids } from './records.js';
import { sendShrinking } from './send-shrinking.js';
import { isGood, requireFirst, toSaid, Unanswered, type Visit } from './visit.js';

const ROUTE = '/accounts/{uid}/sub-accounts';

function toPath({ accountId = '' }: Visit): string {
  return `/accounts/${encodeURIComponent(accountId)}/sub-accounts`;
}

export async function createSubAccount(visit: Visit): Promise<readonly VendorFinding[]> {
  const { uid } = requireFirst(visit);
  const name = toName('sub-account');
  const externalId = toKey(visit.token, 'sub-account');
  const taken = await sendShrinking(
    visit,
    { method: 'POST', route: `POST ${ROUTE}`, path: toPath(visit) },
    { name, customerId: uid, externalId, metaData: {} },
  );
  const { result } = taken;
  if (result.kind === 'failed') throw new Unanswered(result.message);
  if (!isGood(result)) throw new Unanswered(`POST ${ROUTE} was answered ${toSaid(result)}`);
  const record = toRecord(result.json) ?? (await findSubAccount(visit, externalId));
  if (record !== undefined) visit.subAccountUid = visit.note('sub-account', record, name);
  return [
    judgeSubAccountCreate({
      wasRefused: taken.refused.includes('customerId'),
      echoed: record?.['customerId'],
      owner: uid,
    }),
  ];
}

async function findSubAccount(visit: Visit, externalId: string) {
  const answer = await getPage(
    visit,
    { route: `GET ${ROUTE}`, path: toPath(visit) },
    { page: 1, orderBy: 'desc' },
  );
  return (toRecords(answer.json) ?? []).find((record) => record['externalId'] === externalId);
}

export async function listSubAccounts(visit: Visit): Promise<readonly VendorFinding[]> {
  const place = { route: `GET ${ROUTE}`, path: toPath(visit) };
  const list = judgeSubAccountList(await getPage(visit, place, { page: 1, orderBy: 'desc' }));
  const size =
    list.result === 'list'
      ? await findPageSize(visit, 'pageSizeSubAccounts', place)
      : toSkipped('pageSizeSubAccounts', 'there is no list of sub-accounts');
  return [list, size];
}

/** A second address, under the sub-account, for the first customer. */
export async function createSubAccountAddress(visit: Visit): Promise<readonly VendorFinding[]> {
  const { uid } = requireFirst(visit);
  const { subAccountUid } = visit;
  if (subAccountUid === undefined) throw new Unanswered('no sub-account could be made');
  const path = `${toPath(visit)}/${encodeURIComponent(subAccountUid)}/addresses`;
  const route = `${ROUTE}/{subId}/addresses`;
  const body = toAddressBody(visit, '2', uid);
  const { label } = body;
  const { taken, answer } = await makeAddress(visit, { method: 'POST', route: `POST ${route}`, path }, body);
  if (answer === undefined) {
    const { result } = taken;
    throw new Unanswered(
      `POST ${route} was answered ${result.kind === 'answer' ? toSaid(result) : result.message}`,
    );
  }
  const byOwner = await listOf(visit, { customerId: uid });
  const list = await getPage(visit, { route: `GET ${route}`, path }, { page: 1 });
  const record = toRecord(answer.json) ?? findLabelled([list, byOwner], label);
  const address = record === undefined ? '' : visit.note('address', record, toName('address 2'));
  return [
    judgeSubAddressOwner({
      wasRefused: taken.refused.includes('customerId'),
      echoed: record?.['customerId'],
      owner: uid,
      isListed: toUids(byOwner.json).includes(address),
      isFilterKept: visit.isOwnerFilterKept,
    }),
    judgeSubAccountAddressList(list, address),
  ];
}
