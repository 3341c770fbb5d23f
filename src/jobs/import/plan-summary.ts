/** What carrying out a plan, or the rest of one, will cost, and the command for it: `plan` of summary.json. */
import { countWantingAddress } from '../../journal/plan-counts.js';
import { toForecast, type PlannedWork } from '../../record/summary/forecast.js';
import type { Summary } from '../../record/summary/summary.js';
import type { RequestStats } from '../../record/tally/request-stats.js';
import { toRunCommand, type Start } from '../command-text.js';
import type { Run } from '../run/run.js';
import { mayProvision } from './provision.js';

export function toPlanSummary(run: Run, stats: RequestStats, start: Start): NonNullable<Summary['plan']> {
  const options = run.require('options');
  const { concurrency, rate } = options;
  const isLive = run.get('account')?.mode === 'LIVE';
  const command = toRunCommand(start, 'apply', run.id, options);
  return {
    ...toForecast(countPlanned(run), { requests: stats.toSummary(), concurrency, rate }),
    rows: countRows(run),
    apply: `${command}${isLive ? ' --live' : ''}`,
  };
}

/** Rows that are planned, those that are held included. */
function countRows(run: Run): number {
  const { planned_create = 0, planned_update = 0, customer_done = 0, ...held } = run.journal.countStates();
  const { held_create = 0, held_update = 0, held_address = 0 } = held;
  return planned_create + planned_update + customer_done + held_create + held_update + held_address;
}

function countPlanned(run: Run): PlannedWork {
  const options = run.require('options');
  const { journal } = run;
  const states = journal.countStates();
  const wanting = countWantingAddress(journal.file, { byDefault: options.provisionAddress });
  const sum = (counts: typeof states, ...names: readonly (keyof typeof states)[]): number =>
    names.reduce((total, name) => total + (counts[name] ?? 0), 0);
  return {
    remoteCustomers: journal.directory.count(),
    listings: options.emailUnique ? 1 : 2,
    asksForWallet: options.accountId !== undefined && mayProvision(run, options),
    creates: sum(states, 'planned_create', 'held_create'),
    updates: sum(states, 'planned_update', 'held_update'),
    newWithAddress: sum(wanting, 'planned_create', 'held_create'),
    knownWithAddress: sum(wanting, 'planned_update', 'held_update', 'customer_done', 'held_address'),
    perCustomerSubAccount: options.subAccount === 'per-customer',
    addressed: journal.countAddressed(),
  };
}
