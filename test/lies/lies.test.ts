/**
 * A server that gives a false value in each field of each answer, one lie at a time. Told here: the lies that were believed once, and some of
 * each kind of answer. `LIES=all npx vitest run test/lies` tells every one, `LIES='POST /addresses data.uid'` those whose title
 * has this text, and `SEED=7` draws others.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { bySize } from '../support/size.js';
import { makeDraw } from '../vendor/draw.js';
import { BELIEVED, listBelieved, type Believed } from './believed.js';
import { listLies, toTitle, type Lie } from './lies.js';
import { tell, type Telling } from './tell.js';

/** Of each kind of answer. */
const DRAWN = bySize({ small: 1, full: 14 });

/** Each led to another customer's uid or address in a file, to a second address, or to a run without end. */
const BELIEVED_ONCE = [
  'GET /customers status = "error", first',
  'GET /customers data.uid = neighbour, first',
  'GET /customers data.uid = stranger, one record',
  'GET /customers/{customerId} data = stranger, always (asks true)',
  'POST /customers data.uid = stranger, first',
  'POST /accounts/{uid}/sub-accounts data = neighbour, first (subAccounts true)',
  'POST /accounts/{uid}/sub-accounts data = stranger, first (subAccounts true)',
  'GET /accounts/{uid}/sub-accounts data.uid = stranger, one record (subAccounts true)',
  'GET /accounts/{uid}/sub-accounts data.externalId = neighbour, always (subAccounts true)',
  'GET /accounts/{uid}/sub-accounts status = "error", always (subAccounts true, cuts true)',
  'POST /addresses data = stranger, first (createStatus 201, echoCustomerId false)',
  'POST /addresses data.address = stranger, first',
  'POST /addresses data.uid = neighbour, always (echoCustomerId false)',
  'GET /addresses totalPages = 1000000000, always',
  'GET /addresses data.assetType = "ETH", always',
  'GET /addresses data.chain = "LITECOIN", always (echoCustomerId false)',
  'GET /addresses data.customerId = stranger, always (cuts true)',
  'GET /addresses data.label = stranger, always (echoCustomerId false, cuts true)',
  'GET /addresses data.subAccountId = "99999999-9999-4999-8999-999999999999", always (echoCustomerId false)',
];

const wish = process.env['LIES'] ?? '';
const all = listLies();
const chosen = choose(Number(process.env['SEED'] ?? 1));
const tellings: {
  readonly title: string;
  readonly telling: Telling;
  readonly believed: readonly Believed[];
}[] = [];

function choose(seed: number): Lie[] {
  if (wish === 'all') return all;
  if (wish !== '') return all.filter((lie) => toTitle(lie).includes(wish));
  const draw = makeDraw(seed);
  const kinds = [...new Set(all.map(({ kind }) => kind.label))];
  return kinds.flatMap((label) => {
    const ofKind = all.filter(({ kind }) => kind.label === label);
    return draw.some(ofKind, DRAWN / ofKind.length);
  });
}

async function tellOne(lie: Lie): Promise<Telling> {
  const telling = await tell(lie);
  const believed = listBelieved(lie);
  tellings.push({ title: toTitle(lie), telling, believed });
  expect(telling.faults.filter((fault) => !believed.some(({ faults }) => faults.test(fault)))).toEqual([]);
  return telling;
}

test('every kind of answer is lied in, in each of its fields', () => {
  const kinds = new Map(all.map(({ kind }) => [kind.label, kind]));
  expect(kinds.size).toBe(12);
  for (const { label, fields } of kinds.values()) {
    const lied = new Set(all.filter(({ kind }) => kind.label === label).map(({ field }) => field.path));
    expect([...lied].sort()).toEqual(fields.map(({ path }) => path).sort());
  }
  expect(new Set(all.map(toTitle)).size).toBe(all.length);
});

test.each(BELIEVED_ONCE)('it is seen through: %s', async (title) => {
  const lie = all.find((one) => toTitle(one) === title);
  if (lie === undefined) throw new Error(`Expected a lie of the title ${title}.`);
  expect((await tellOne(lie)).told).toBeGreaterThan(0);
});

describe('a row fails or is right, and no file has what is another customer’s, where a server says', () => {
  test.each(chosen.map((lie) => [toTitle(lie), lie] as const))('%s', async (_, lie) => {
    await tellOne(lie);
  });

  // A skipped test would count as failed.
  if (wish === 'all')
    test('all, and what is believed of them is known', () => {
      const seen = new Set(
        tellings.flatMap(({ telling, believed }) =>
          believed.filter(({ faults }) => telling.faults.some((fault) => faults.test(fault))),
        ),
      );
      expect(BELIEVED.filter((one) => !seen.has(one)).map(({ reason }) => reason)).toEqual([]);
    });
});

afterAll(() => {
  const told = tellings.filter(({ telling }) => telling.told > 0);
  const believed = told.filter(({ telling }) => telling.faults.length > 0);
  const twins = told.filter(({ telling }) => telling.hiddenTwins.length > 0);
  process.stdout.write(
    `${all.length} lies: ${tellings.length} tried, ${told.length} told, ${believed.length} believed, ${twins.length} hid an ` +
      'address so that a second one was made, and the row says so\n',
  );
  for (const { title, telling } of twins)
    process.stdout.write(`  ${title}: ${telling.hiddenTwins.join(', ')}\n`);
});
