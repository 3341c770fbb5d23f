/**
 * Vendors drawn from all switches of the sandbox together, each with an import that is stopped, killed, resumed and
 * repeated; every line of its results is held against the server's own record. `SEED=7 SEEDS=200 npx vitest run
 * test/vendor/random.test.ts` runs seeds 7 to 206.
 */
import { expect, test } from 'vitest';
import { bySize } from '../support/size.js';
import { drive } from './drive.js';
import { drawScenario } from './random-scenario.js';
import { drawVendor } from './random-vendor.js';

const FIRST = Number(process.env['SEED'] ?? 1);
const SEEDS = Array.from(
  { length: Number(process.env['SEEDS'] ?? bySize({ small: 5, full: 20 })) },
  (_seed, at) => FIRST + at,
);
/** A process takes a second of CPU to start, so few seeds have one killed. */
const KILL_EVERY = 5;
/** Of the faults of a seed. */
const SHOWN = Number(process.env['SHOWN'] ?? 10);

test.each(SEEDS)('on the vendor of seed %i all that the results say is true', async (seed) => {
  const vendor = drawVendor(seed);
  const scenario = drawScenario(seed);
  const faults = await drive(vendor, scenario, { kills: seed % KILL_EVERY === 0 });
  const { flags, sequel, hasSharedSubAccount, stops, laterStops, killAt } = scenario;
  const drawn = { vendor, flags, sequel, hasSharedSubAccount, stops, laterStops, killAt };
  // A fault of many rows is one fault.
  expect(faults.slice(0, SHOWN), `${faults.length} faults of seed ${seed}: ${JSON.stringify(drawn)}`).toEqual(
    [],
  );
});
