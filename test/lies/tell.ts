/** Tells one lie to an import, or to its undo, and the truth to the same once more; gives what was untrue afterwards. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBulkError } from '../../src/core/errors.js';
import type { SeedCustomer } from '../../src/sandbox/index.js';
import { ask } from '../sandbox/support.js';
import {
  openBench,
  type Fields,
  type Flags,
  type ImportBench,
  type ImportResult,
} from '../support/run-import.js';
import { judgeUndo } from './undo-oracle.js';
import { Liar } from './liar.js';
import type { Lie, World } from './lies.js';
import { judge, readCsv, toMarkerOf, type Evidence, type RunFile } from './oracle.js';

/** Rows 1 and 2 are there before; row 5 has only an email, row 6 only an externalId. */
export const ROWS: readonly Fields[] = [1, 2, 3, 4, 5, 6].map((n) => ({
  externalId: n === 5 ? '' : `L-zq${n}`,
  name: `Ada Obi zq${n}`,
  email: n === 6 ? '' : `zq${n}@example.com`,
  phone: `+23480312345${60 + n}`,
  description: `since ${2000 + n}`,
}));

const toSeed = (n: number, fields: Partial<SeedCustomer>): SeedCustomer => ({
  name: `Ada Obi zq${n}`,
  externalId: `L-zq${n}`,
  email: `zq${n}@example.com`,
  phone: `+23480312345${60 + n}`,
  description: `since ${2000 + n}`,
  ...fields,
});

const SEEDS: readonly SeedCustomer[] = [
  { name: 'Stranger One', externalId: 'stranger-1', email: 'stranger1@example.org', phone: '+2348099999991' },
  toSeed(1, {}),
  toSeed(2, { name: 'Old zq2', phone: null }),
  { name: 'Stranger Two', externalId: 'stranger-2', email: 'stranger2@example.org', description: 'two' },
];

/** Who has an address before: one that is in a row, and one that is not. */
const ADDRESSED = ['L-zq1', 'stranger-1'];

/** Far more than any honest server needs. */
const MAX_REQUESTS = 400;

export interface Telling {
  /** Answers with the lie; 0: the program never requested such an answer. */
  readonly told: number;
  /** How the run with the lie ended: statuses of its rows, or the code that stopped it. */
  readonly end: string;
  readonly faults: readonly string[];
  readonly hiddenTwins: readonly string[];
}

/** To be called within a test. */
export async function tell(lie: Lie): Promise<Telling> {
  const liar = new Liar(lie, {
    snapshot: () => bench.sandbox.snapshot(),
    isOfRow: (record) =>
      toMarkerOf(JSON.stringify([record['name'], record['externalId'], record['email'], record['label']])) !==
      '',
  });
  const bench: ImportBench = await openWorld(lie, liar);
  const { subAccounts, job } = lie.world;
  const flags: Flags = {
    provisionAddress: true,
    concurrency: 4,
    maxRequests: MAX_REQUESTS,
    timeout: 5,
    ...(subAccounts ? { subAccount: 'per-customer' as const } : {}),
  };
  if (job === 'undo') return tellUndo(bench, lie, liar, flags);
  const first = await watch(bench, lie.world, 'r', liar, true, (hooked) =>
    hooked.run({ ...flags, runId: 'r' }),
  );
  bench.sandbox.configure({ cutAfterEvery: 0 });
  const second = await watch(bench, lie.world, 's', liar, false, (hooked) =>
    hooked.run({ ...flags, runId: 's' }),
  );
  const [one, other] = [judge(first), judge(second)];
  const failed = readCsv(second.files, 'results.csv')
    .filter((line) => !['created', 'updated', 'unchanged'].includes(line['bulk_status'] ?? ''))
    .map((line) => `${line['bulk_row'] ?? ''} ${line['bulk_status'] ?? ''} ${line['bulk_error_code'] ?? ''}`);
  return {
    told: liar.told,
    end: toEnd(first),
    faults: [
      ...one.faults,
      // Who has two by now keeps them.
      ...(one.faults.length > 0 ? [] : other.faults.filter((fault) => !isKnownTwin(fault, one.hiddenTwins))),
      ...(second.stopped === null ? [] : [`without the lie the run stopped: ${second.stopped}`]),
      ...failed.map((row) => `without the lie: row ${row}`),
    ],
    hiddenTwins: one.hiddenTwins,
  };
}

function isKnownTwin(fault: string, twins: readonly string[]): boolean {
  return twins.some((twin) => toMarkerOf(twin) === toMarkerOf(fault) && /\d addresses$/.test(fault));
}

async function tellUndo(bench: ImportBench, lie: Lie, liar: Liar, flags: Flags): Promise<Telling> {
  await watch(bench, lie.world, 'r', liar, false, (hooked) => hooked.run({ ...flags, runId: 'r' }));
  const undo = { deleteCreated: true, timeout: 5, maxRequests: MAX_REQUESTS } as const;
  const first = await watch(bench, lie.world, 'r-undo', liar, true, (hooked) => hooked.undo('r', undo));
  const second = await watch(bench, lie.world, 'r-undo', liar, false, (hooked) =>
    hooked.resume('r-undo', { failed: true }),
  );
  return {
    told: liar.told,
    end: toEnd(first),
    faults: [...judgeUndo(first, SEEDS.length), ...judgeUndo(second, SEEDS.length)],
    hiddenTwins: [],
  };
}

async function openWorld({ world }: Lie, liar: Liar): Promise<ImportBench> {
  const { createStatus, echoCustomerId, asks, cuts, subAccounts } = world;
  const bench = await openBench(ROWS, {
    proxy: liar.decide,
    sandbox: {
      seedCustomers: SEEDS,
      faults: { createStatus, echoCustomerId, ...(asks ? { ignoredFields: ['description'] } : {}) },
    },
  });
  for (const { uid, externalId } of bench.sandbox.snapshot().customers) {
    if (!ADDRESSED.includes(externalId)) continue;
    const body = { label: externalId, asset: 'BTC', customerId: uid };
    if (!subAccounts) {
      await ask(bench.sandbox, 'POST /addresses', { ...body, accountId: 'wallet-a' });
      continue;
    }
    const place = '/accounts/wallet-a/sub-accounts';
    const owner = { name: externalId, externalId: `customer-${uid}`, metaData: {}, customerId: uid };
    const made = await ask(bench.sandbox, `POST ${place}`, owner);
    await ask(bench.sandbox, `POST ${place}/${made.body.data.uid}/addresses`, body);
  }
  if (cuts) bench.sandbox.configure({ cutAfterEvery: 3 });
  return bench;
}

async function watch(
  bench: ImportBench,
  { asks }: World,
  id: string,
  liar: Liar,
  isLying: boolean,
  job: (bench: ImportBench) => Promise<ImportResult>,
): Promise<Evidence> {
  const before = bench.sandbox.snapshot();
  liar.turn(isLying);
  const stopped = await findStop(() => job(bench));
  const folder = join(bench.folder, 'reports', id);
  const unsaid = asks ? ['description'] : [];
  return { rows: ROWS, files: readFiles(folder), before, after: bench.sandbox.snapshot(), unsaid, stopped };
}

async function findStop(job: () => Promise<ImportResult>): Promise<string | null> {
  try {
    return (await job()).summary.stopped?.reason ?? null;
  } catch (error) {
    if (!isBulkError(error)) throw error;
    return error.code;
  }
}

/** The journal is no file for people. */
function readFiles(folder: string): RunFile[] {
  return listNames(folder)
    .filter((name) => /\.(csv|json|html|txt)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // The run stopped before there was anything to write.
    return [];
  }
}

function toEnd({ files, stopped }: Evidence): string {
  if (stopped !== null) return stopped;
  const lines = readCsv(files, 'results.csv');
  const statuses = lines.map((line) => line['bulk_error_code'] || line['bulk_status'] || '');
  return [...new Set(statuses)].sort().join(' ');
}
