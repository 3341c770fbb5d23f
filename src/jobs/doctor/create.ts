/** The two customers: how a create is answered, and which form of the zipcode it takes. */
import type { ProbeAnswer, ProbeResult } from '../../api/probe.js';
import { BulkError } from '../../core/errors.js';
import type { VendorFinding } from '../../core/vendor-profile.js';
import {
  NUMBER_ZIPCODE,
  toCustomerBody,
  toName,
  toZipcode,
  withoutFields,
  withZipcode,
  type TrialBody,
} from './bodies.js';
import { judgeClock, judgeCreateAnswer, judgeCreateStatus } from './judge/create.js';
import { judgeZipcode, type ZipcodeFate } from './judge/zipcode.js';
import { findOurs } from './find-ours.js';
import { toObject, toRecord, type AnswerJson } from './records.js';
import { sendShrinking, type TakenBody } from './send-shrinking.js';
import { isGood, requireFirst, toSaid, Unanswered, type MadeCustomer, type Visit } from './visit.js';

/** Makes the first customer. Throws `credential_rejected` where it may not. */
export async function createFirst(visit: Visit): Promise<readonly VendorFinding[]> {
  const { customer, taken, answer } = await create(visit, toCustomerBody(visit.token, '1'), toName('1'));
  visit.first = customer;
  if (answer === undefined) throw toUnanswered(taken.result);
  return [
    judgeCreateStatus(answer),
    judgeCreateAnswer(answer),
    judgeClock({ createdAt: toRecord(answer.json)?.['createdAt'], date: answer.headers.date }),
  ];
}

/** Makes the second customer, with its zipcode as a number if the first one's text was taken. */
export async function createSecond(visit: Visit): Promise<readonly VendorFinding[]> {
  const first = requireFirst(visit);
  const whole = withoutFields(toCustomerBody(visit.token, '2'), [...first.refused, ...first.suspected]);
  const isTextTaken = typeof toZipcode(first.sent) === 'string';
  const body = isTextTaken ? withZipcode(whole, NUMBER_ZIPCODE) : whole;
  const { customer } = await create(visit, body, toName('2'));
  visit.second = customer;
  return [judgeZipcode(await toZipcodeFates(visit, first, customer))];
}

async function toZipcodeFates(
  visit: Visit,
  first: MadeCustomer,
  second: MadeCustomer | undefined,
): Promise<{ readonly text: ZipcodeFate; readonly number: ZipcodeFate }> {
  const sawFirst = await readZipcode(visit, first);
  const sawSecond = second === undefined ? UNSEEN : await readZipcode(visit, second);
  const isTextRefused = first.refused.includes('address.zipcode.text');
  const number = typeof toZipcode(first.sent) === 'number' ? sawFirst : sawSecond;
  return {
    text: isTextRefused ? { kind: 'refused' } : sawFirst,
    number: [first, second].some((one) => one?.refused.includes('address.zipcode') === true)
      ? { kind: 'refused' }
      : number,
  };
}

const UNSEEN: ZipcodeFate = { kind: 'unseen' };

async function readZipcode(visit: Visit, { uid, sent, refused }: MadeCustomer): Promise<ZipcodeFate> {
  if (refused.includes('address.zipcode')) return { kind: 'refused' };
  if (toZipcode(sent) === undefined) return UNSEEN;
  const record = await readCustomer(visit, uid);
  return { kind: 'taken', got: toObject(record['address'])?.['zipcode'] };
}

/** The customer as the API gives it. Throws `Unanswered`. */
export async function readCustomer(visit: Visit, uid: string): Promise<AnswerJson> {
  const answer = await visit.ask({
    method: 'GET',
    route: 'GET /customers/{uid}',
    path: `/customers/${encodeURIComponent(uid)}`,
  });
  const record = isGood(answer) ? toRecord(answer.json) : undefined;
  if (record === undefined)
    throw new Unanswered(`GET /customers/{uid} was answered ${toSaid(answer)}, without a record`);
  return record;
}

interface Created {
  readonly customer: MadeCustomer | undefined;
  readonly taken: TakenBody;
  /** A 2xx. */
  readonly answer: ProbeAnswer | undefined;
}

/** Makes a customer; where the answer does not say which one it is, the list does. */
async function create(visit: Visit, body: TrialBody, name: string): Promise<Created> {
  const taken = await sendShrinking(
    visit,
    { method: 'POST', route: 'POST /customers', path: '/customers' },
    body,
  );
  const { result, sent, refused, suspected } = taken;
  if (result.kind === 'answer' && result.status === 403) {
    throw new BulkError('credential_rejected', `The API refused POST /customers: ${result.message}`, {
      context: { httpStatus: 403, route: 'POST /customers' },
    });
  }
  const answer = result.kind === 'answer' && isGood(result) ? result : undefined;
  const isInDoubt = answer !== undefined || result.kind === 'failed' || result.status >= 500;
  const record = toRecord(answer?.json) ?? (isInDoubt ? await findBySent(visit, sent) : undefined);
  if (record === undefined) return { customer: undefined, taken, answer };
  const uid = visit.note('customer', record, name);
  return { customer: { uid, sent, refused, suspected }, taken, answer };
}

async function findBySent(visit: Visit, sent: TrialBody): Promise<AnswerJson | undefined> {
  const isSame = (record: AnswerJson, field: string): boolean =>
    sent[field] !== undefined && record[field] === sent[field];
  const ours = await findOurs(visit);
  return ours.find((one) => ['externalId', 'email', 'description'].some((field) => isSame(one, field)));
}

function toUnanswered(result: ProbeResult): Unanswered {
  const said = result.kind === 'answer' ? `was answered ${toSaid(result)}` : `failed: ${result.message}`;
  return new Unanswered(`POST /customers ${said}`);
}
