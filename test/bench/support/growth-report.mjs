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
  const [cpu, wall] = ['cpuMs', 'wallMs'].map((figure) => toRowCosts(bySize, figure));
  const [first, last] = [cpu[0], cpu.at(-1)];
  const between = `at ${toWhole(last.rows)} ÷ at ${toWhole(first.rows)}`;
  const peaks = cpu.map(({ rows }) => toMedian(bySize[rows].map(({ peakBytes }) => peakBytes)));
  const before = cpu.at(-2).rows;
  return {
    ratios: [
      toRow(
        `${name}: CPU of a ${what} without start-up, ${between}`,
        [last.perRow / first.perRow],
        toTimes,
        atMost(1.3),
      ),
      toRow(
        `${name}: time of a ${what}, ${between}`,
        [wall.at(-1).whole / wall[0].whole],
        toTimes,
        atMost(1.3),
      ),
      toRow(
        `${name}: peak memory, at ${toWhole(last.rows)} ÷ at ${toWhole(before)}`,
        [peaks.at(-1) / peaks.at(-2)],
        toTimes,
        atMost(1.3),
      ),
    ],
    absolutes: cpu.flatMap(({ rows }) => [
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
