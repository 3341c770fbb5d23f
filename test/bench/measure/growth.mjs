/**
 * How the cost of a row grows with the number of rows: about 1 × where cost grows in proportion, several times as much where
 * it grows with the square. Start-up is taken off, because it would hide the one and the other.
 */
import { toMedian } from '../support/figures.mjs';
import { measureWhole } from './whole-commands.mjs';

/** Rows that show what start-up costs. */
const FEW = 10;

/** Sizes of `--smoke`: each command takes a few seconds, so that a square can't hide behind what a row costs anyway. */
export const SMOKE_SIZES = {
  validate: [20_000, 160_000],
  import: [1500, 9000],
  export: [4000, 32_000],
  reconcile: [3000, 24_000],
  resume: [6000, 48_000],
  runs: [150, 600],
};

/** In the smoke test, a row at the larger size may cost this much of one at the smaller. */
const SMOKE_LIMIT = 1.6;

/** A measure may be wrong by this part of the start-up: rows that cost less than this cost next to nothing. */
const NOISE = 0.1;

/** By command, then size: figures of each round. Sizes take turns. */
export async function measureGrowth(sizesOf, { toSetting, checkouts, rounds }, tell) {
  const growth = {};
  for (const [name, sizes] of Object.entries(sizesOf)) {
    growth[name] = {};
    for (const rows of [FEW, ...sizes]) {
      const [figures] = await measureWhole(name, { ...(await toSetting(rows)), checkouts, rounds });
      growth[name][rows] = figures;
      const cpu = (toMedian(figures.map(({ cpuMs }) => cpuMs)) / 1000).toFixed(1);
      if (rows !== FEW) tell(`growth: ${name} of ${rows}: ${cpu} s of CPU`);
    }
  }
  return growth;
}

/** Cost of a row at each size, without start-up, by the least of the rounds: others only add to it. */
export function toRowCosts(bySize, figure) {
  const costs = Object.entries(bySize).map(([rows, figures]) => ({
    rows: Number(rows),
    cost: Math.min(...figures.map((one) => one[figure])),
  }));
  const few = costs.find(({ rows }) => rows === FEW)?.cost ?? 0;
  return costs
    .filter(({ rows }) => rows !== FEW)
    .map(({ rows, cost }) => ({
      rows,
      perRow: Math.max(cost - few, NOISE * few) / rows,
      whole: cost / rows,
    }));
}

/** The smoke test: each command at two sizes. A curve that looks like a square is measured once more before it is believed. */
export async function findSquares(setting, tell) {
  const squares = [];
  for (const name of Object.keys(SMOKE_SIZES)) {
    let ratio = Infinity;
    for (let tries = 0; tries < 2 && ratio > SMOKE_LIMIT; tries += 1) {
      const sizes = { [name]: SMOKE_SIZES[name] };
      const { [name]: bySize } = await measureGrowth(sizes, { ...setting, rounds: 1 }, tell);
      const [small, large] = toRowCosts(bySize, 'cpuMs');
      ratio = Math.min(ratio, large.perRow / small.perRow);
    }
    tell(`growth: ${name}: a row costs ${ratio.toFixed(2)} × as much, of ${SMOKE_LIMIT}`);
    if (ratio > SMOKE_LIMIT) squares.push(name);
  }
  return squares;
}
