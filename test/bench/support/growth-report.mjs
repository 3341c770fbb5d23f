/** Lines of the table about growth, and the table of two builds. */
import { toRowCosts } from '../measure/growth.mjs';
import { toMedian, toMegabytes, toSeconds, toTimes, toWhole } from './figures.mjs';
import { toRow, toTable } from './table.mjs';

const atMost = (most) => ({ text: `≤ ${most} ×`, isMet: (value) => value <= most });

export function toGrowthRows({ growth = {} }) {
  const parts = Object.entries(growth).map(([name, bySize]) => toCommandRows(name, bySize));
  return {
    ratios: parts.flatMap(({ ratios }) => ratios),
    absolutes: parts.flatMap(({ absolutes }) => absolutes),
  };
}

function toCommandRows(name, bySize) {
  const what = name === 'runs' ? 'run' : 'row';
  const byRound = splitRounds(bySize);
  const sizes = toRowCosts(byRound[0], 'cpuMs').map(({ rows }) => rows);
  const [first, last, before] = [sizes[0], sizes.at(-1), sizes.at(-2)].map(toWhole);
  const ratiosOf = (figure, cost) =>
    byRound.map((round) => {
      const costs = toRowCosts(round, figure);
      return costs.at(-1)[cost] / costs[0][cost];
    });
  const peaks = byRound.map((round) => round[sizes.at(-1)][0].peakBytes / round[sizes.at(-2)][0].peakBytes);
  const times = (title, ratios) => toRow(`${name}: ${title}`, ratios, toTimes, atMost(1.3));
  return {
    ratios: [
      times(`CPU of a ${what} without start-up, at ${last} ÷ at ${first}`, ratiosOf('cpuMs', 'perRow')),
      times(`CPU of a ${what}, at ${last} ÷ at ${first}`, ratiosOf('cpuMs', 'whole')),
      times(`time of a ${what}, at ${last} ÷ at ${first}`, ratiosOf('wallMs', 'whole')),
      times(`peak memory, at ${last} ÷ at ${before}`, peaks),
    ],
    absolutes: sizes.flatMap((rows) => [
      toRow(
        `${name} of ${toWhole(rows)}: CPU`,
        bySize[rows].map(({ cpuMs }) => cpuMs),
        toSeconds,
      ),
      toRow(
        `${name} of ${toWhole(rows)}: time`,
        bySize[rows].map(({ wallMs }) => wallMs),
        toSeconds,
      ),
      toRow(
        `${name} of ${toWhole(rows)}: peak memory`,
        bySize[rows].map(({ peakBytes }) => peakBytes),
        toMegabytes,
      ),
    ]),
  };
}

/** The same for each round alone. */
function splitRounds(bySize) {
  const [figures] = Object.values(bySize);
  return figures.map((_figure, round) =>
    Object.fromEntries(Object.entries(bySize).map(([rows, all]) => [rows, [all[round]]])),
  );
}

/** `lines`: figures of the other build and of this one. */
export function toAgainstTable(lines) {
  const titles = ['what', 'before', 'after', 'CPU after ÷ before', 'time after ÷ before', 'rounds'];
  const rows = lines.map(({ what, before, after }) => [
    what,
    toFigures(before),
    toFigures(after),
    toRatio(after, before, 'cpuMs'),
    toRatio(after, before, 'wallMs'),
    String(after.length),
  ]);
  return toTable(rows, titles);
}

const median = (figures, name) => toMedian(figures.map((one) => one[name]));

function toFigures(figures) {
  const time = toSeconds(median(figures, 'wallMs'));
  if (figures[0].cpuMs === undefined) return time;
  return `${toSeconds(median(figures, 'cpuMs'))} CPU, ${time}, ${toMegabytes(median(figures, 'peakBytes'))}`;
}

function toRatio(after, before, name) {
  return after[0][name] === undefined ? '' : toTimes(median(after, name) / median(before, name));
}
