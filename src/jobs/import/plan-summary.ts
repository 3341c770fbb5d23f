/** What carrying out a plan will cost, and the command for it: `plan` of summary.json. */
import { countWantingAddress } from '../../journal/plan-counts.js';
import { toForecast } from '../../record/summary/forecast.js';
import type { Summary } from '../../record/summary/summary.js';
import type { RequestStats } from '../../record/tally/request-stats.js';
import { toRunCommand, type Start } from '../command-text.js';
import type { Run } from '../run/run.js';

export function toPlanSummary(run: Run, stats: RequestStats, start: Start): Summary['plan'] {
  const options = run.require('options');
  const { journal } = run;
  const { planned_create = 0, planned_update = 0 } = journal.countStates();
  const wanting = countWantingAddress(journal.file, { byDefault: options.provisionAddress });
  const work = {
    remoteCustomers: journal.directory.count(),
    creates: planned_create,
    updates: planned_update,
    newWithAddress: wanting.planned_create ?? 0,
    knownWithAddress: (wanting.planned_update ?? 0) + (wanting.customer_done ?? 0),
    perCustomerSubAccount: options.subAccount === 'per-customer',
  };
  const { concurrency, rate } = options;
  const isLive = run.get('account')?.mode === 'LIVE';
  const command = toRunCommand(start, 'apply', run.id, options);
  return {
    ...toForecast(work, { requests: stats.toSummary(), concurrency, rate }),
    apply: `${command}${isLive ? ' --live' : ''}`,
  };
}
