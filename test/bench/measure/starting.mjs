/** How long a short command takes, as a multiple of Node that does nothing. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { CHECKOUT, toProgram } from '../support/processes.mjs';

export const BARE = 'node -e 0';

/** One turn of each, in this order; then again. Wall times in ms by name. */
export function measureStarting(folder, rounds, tell, checkout = CHECKOUT) {
  const program = toProgram(checkout);
  const file = join(folder, 'one-row.csv');
  writeFileSync(file, 'externalId,name,email\nE1,Ada Obi,ada@example.com\n');
  const commands = {
    [BARE]: ['-e', '0'],
    '--version': [program, '--version'],
    '--help': [program, '--help'],
    completion: [program, '--get-yargs-completions', 'bitpowr-bulk', 'imp'],
    'validate of one row': [program, 'validate', file, '--reports-dir', join(folder, 'starting'), '--quiet'],
  };
  const figures = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, args] of Object.entries(commands)) {
      const startedAt = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args, { env: { PATH: process.env.PATH } });
      if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
      // The first round only fills the disk's cache.
      if (round > 0) figures[name].push(performance.now() - startedAt);
    }
  }
  tell(`starting: ${rounds} rounds of ${Object.keys(commands).join(', ')}`);
  return figures;
}
