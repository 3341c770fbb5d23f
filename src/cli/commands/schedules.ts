import { schedulesOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { listSchedules, removeSchedule, type ListedSchedule } from '../../fleet/schedules.js';
import type { Arguments } from '../arguments.js';
import { toPlainTable } from '../plain-table.js';
import { runQueueSession } from '../queue/session.js';

export function run(flags: Arguments): Promise<void> {
  const { remove } = resolveOptions(schedulesOptionsSchema, flags);
  return runQueueSession(flags, async ({ fleet, terminal }) => {
    if (remove !== undefined) {
      await removeSchedule(fleet.boss, remove);
      terminal.err(`Removed: ${remove}\n`);
      return 0;
    }
    const schedules = await listSchedules(fleet.boss);
    if (flags.json === true) terminal.out(`${JSON.stringify(schedules, undefined, 2)}\n`);
    else if (schedules.length === 0) terminal.out('There are no schedules in the queue.\n');
    else terminal.out(`${toTable(schedules, terminal.columns)}\n`);
    return 0;
  });
}

function toTable(schedules: readonly ListedSchedule[], columns: number | undefined): string {
  const head = ['schedule', 'command', 'credential', 'times', 'zone', 'next'];
  const rows = schedules.map(({ name, command, credential, cron, zone, next }) => [
    name,
    command,
    credential,
    cron,
    zone,
    next ?? 'never',
  ]);
  return toPlainTable(head, rows, { columns, wrap: {} });
}
