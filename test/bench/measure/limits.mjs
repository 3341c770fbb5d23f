/**
 * How much of a limit that it was not told of the import uses, and how much it is throttled; beside an import with a fixed
 * `--rate` of 95 % of the limit, and beside a script whose workers each sleep after a 429.
 */
import { runNode, toPath, withServer } from '../support/processes.mjs';
import { assertComplete, CONNECTIONS, runImport } from './sending.mjs';

const PER_MS = 1000;
const limited = (kind, perSecond, seconds, halveAfterMs = 0) => ({
  name: `${perSecond}/s, ${kind}${halveAfterMs > 0 ? ', halved midway' : ''}`,
  limit: { requests: perSecond, perMs: PER_MS, kind, retryAfter: 'seconds' },
  rows: perSecond * seconds,
  halveAfterMs,
});

/**
 * Those in one list run at the same time, for they leave most of the machine idle; at 1000/s each contender has it for
 * itself. `scale` shortens all of them.
 */
export function toScenarios(scale) {
  return [
    [
      limited('window', 20, 20 * scale),
      limited('bucket', 20, 20 * scale),
      limited('window', 200, 15 * scale),
    ],
    [limited('bucket', 200, 15 * scale), limited('window', 200, 10 * scale, 5000 * scale)],
    [limited('window', 1000, 10 * scale)],
    [limited('bucket', 1000, 10 * scale)],
  ];
}

const CONTENDERS = {
  import: (url, { file, folder }) => runImport(url, file, folder),
  fixedRate: (url, { file, folder, limit }) =>
    runImport(url, file, folder, { flags: ['--rate', String(limit.requests * 0.95)] }),
  script: (url, { file }) => runNode([toPath('children/script.mjs'), url, file, String(CONNECTIONS)]),
};

/** By scenario's name, then contender: utilisation and throttled share of each round. */
export async function measureLimits(scenarioLists, { toFile, folder }, rounds, tell) {
  // In the order of the lists, not of the ends.
  const figures = Object.fromEntries(scenarioLists.flat().map(({ name }) => [name, {}]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const scenarios of scenarioLists) {
      const turns = scenarios.flatMap((scenario) =>
        Object.keys(CONTENDERS).map((contender) => async () => {
          const figure = await measureOne(scenario, contender, { file: await toFile(scenario.rows), folder });
          (figures[scenario.name][contender] ??= []).push(figure);
        }),
      );
      // Side by side, or one after the other.
      if (scenarios.length > 1) await Promise.all(turns.map((turn) => turn()));
      else for (const turn of turns) await turn();
      tell(`limits, round ${round} of ${rounds}: ${scenarios.map(({ name }) => name).join('; ')}`);
    }
  }
  return figures;
}

/** A first run finds the limit; the second one, against a server of the same address, begins with it. Then half of it is left. */
export async function measureAgain({ seconds, rounds }, { toFile, folder }, tell) {
  const scenario = limited('window', 200, seconds);
  const fallen = limited('window', 100, 2 * seconds);
  const figures = { first: [], second: [], fallen: [] };
  for (let round = 1; round <= rounds; round += 1) {
    const setting = { file: await toFile(scenario.rows), folder };
    const { port, ...first } = await measureOne(scenario, 'import', setting);
    figures.first.push(first);
    figures.second.push(await measureOne({ ...scenario, port }, 'import', setting));
    figures.fallen.push(await measureOne({ ...fallen, port }, 'import', setting));
    tell(`limits, second run, round ${round} of ${rounds}`);
  }
  return figures;
}

function measureOne({ limit, rows, halveAfterMs, port }, contender, setting) {
  return withServer({ faults: { limit }, halveAfterMs, port }, async ({ url, readCounts }) => {
    await CONTENDERS[contender](url, { ...setting, limit });
    const { sendingMs, throttled, ...counts } = await readCounts();
    assertComplete(counts, rows);
    return {
      utilisation: toIdealMs(limit, rows, halveAfterMs) / sendingMs,
      // Of what the limit lets through in the time taken, the first second included.
      usedShare: rows / ((limit.requests * sendingMs) / limit.perMs),
      port: Number(new URL(url).port),
      throttled,
      throttledShare: throttled / (throttled + counts.admitted),
    };
  });
}

/** The shortest time for this number of requests for a client that knew the limit. */
export function toIdealMs(limit, rows, halveAfterMs) {
  const { requests, kind } = limit;
  if (halveAfterMs > 0) {
    const before =
      kind === 'window'
        ? requests * Math.ceil(halveAfterMs / PER_MS)
        : requests + (requests * halveAfterMs) / PER_MS;
    if (rows > before) {
      return halveAfterMs + toIdealMs({ ...limit, requests: requests / 2 }, rows - before, 0);
    }
  }
  // The first window is there at once, as is what a full bucket holds.
  if (kind === 'window') return (Math.ceil(rows / requests) - 1) * PER_MS;
  return ((rows - requests) / requests) * PER_MS;
}
