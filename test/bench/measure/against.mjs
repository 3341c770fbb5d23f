/** Whole commands of this build and of another, in turns on one machine. */
import { measureStarting } from './starting.mjs';
import { measureWhole } from './whole-commands.mjs';

/** By line of the table: figures of the other build and of this one, of each round. */
export async function measureAgainst(sizes, { toSetting, checkouts, rounds }, tell) {
  const lines = [];
  for (const [name, rows] of Object.entries(sizes)) {
    const [before, after] = await measureWhole(name, { ...(await toSetting(rows)), checkouts, rounds });
    lines.push({
      what: `${name}, ${rows.toLocaleString('en')} ${name === 'runs' ? 'runs' : 'rows'}`,
      before,
      after,
    });
    tell(`against: ${name}`);
  }
  return [...(await measureStarts({ toSetting, checkouts, rounds }, tell)), ...lines];
}

/** Start-up has its own measure, which is only asked for another program. */
async function measureStarts({ toSetting, checkouts, rounds }, tell) {
  const { folder } = await toSetting(10);
  const [before, after] = checkouts.map(() => ({}));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [at, figures] of [before, after].entries()) {
      for (const [name, [wallMs]] of Object.entries(measureStarting(folder, 1, tell, checkouts[at]))) {
        (figures[name] ??= []).push({ wallMs });
      }
    }
  }
  return Object.keys(before).map((what) => ({ what, before: before[what], after: after[what] }));
}
