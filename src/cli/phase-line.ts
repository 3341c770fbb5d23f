/** What a person is shown of a phase: one line, in plain characters, for block drawing fails in some Windows consoles. */
import type { Phase } from '../core/events.js';
import { toGrouped } from '../jobs/report.js';
import type { PhaseView } from './phase-count.js';

const NAMES: Readonly<Record<Phase, string>> = {
  reading: 'Reading rows',
  listing: 'Listing customers',
  checking: 'Listing them again',
  addresses: 'Listing addresses',
  transactions: 'Listing transactions',
  matching: 'Matching rows',
  sending: 'Sending rows',
  writing: 'Writing files',
  examining: 'Examining the API',
};

const NAME_WIDTH = Math.max(...Object.values(NAMES).map((name) => name.length));
const BAR_WIDTHS = [30, 20, 10, 6];

/** The widest that these become: `12,345/s`, `9:59:59 left` or `waiting 12 s`. */
const RATE_WIDTH = 8;
const LEFT_WIDTH = 12;

/**
 * What fits into this number of columns, the most important first. Never wider. All parts of a line with a bar have a fixed
 * width, so that the bar keeps its own while numbers grow.
 */
export function toBarLine(view: PhaseView, columns: number): string {
  const { total, done } = view;
  const head = NAMES[view.phase].padEnd(NAME_WIDTH);
  const share = total === undefined ? undefined : total === 0 ? 1 : done / total;
  const percent = share === undefined ? [] : [`${String(Math.floor(100 * share)).padStart(3)}%`];
  const rows = total === undefined ? toGrouped(done) : `${toGrouped(done)}/${toGrouped(total)}`;
  const rate = `${toGrouped(view.perSecond)}/s`;
  const left = view.leftMs === undefined ? '' : `${toClock(view.leftMs)} left`;
  const wait = toWait(view);
  // While all wait, that is what there is to know.
  const next = view.waitMs > 0 ? `waiting ${Math.ceil(view.waitMs / 1000)} s` : left;
  const steady = [
    ...percent,
    total === undefined ? rows : rows.padStart(2 * toGrouped(total).length + 1),
    rate.padStart(RATE_WIDTH),
    ...(total === undefined && next === '' ? [] : [next.padStart(LEFT_WIDTH)]),
  ].join('  ');
  const bar = share === undefined ? undefined : findBar(head.length + steady.length + 2, columns, share);
  const short = [...percent, rows, ...wait, rate, ...(left === '' ? [] : [left])];
  const lines = [
    ...(bar === undefined ? [] : toLines(`${head} ${bar} ${steady}`, view)),
    ...toLines(`${head} ${steady}`, view),
    ...short.map((_part, at) => `${NAMES[view.phase]} ${short.slice(0, short.length - at).join(' ')}`),
  ];
  return (
    lines.map((line) => line.trimEnd()).find((line) => line.length < columns) ?? (percent[0] ?? rows).trim()
  );
}

/** With how often all had to wait, where there is room for it. */
function toLines(line: string, { throttled }: PhaseView): string[] {
  return throttled === 0 ? [line] : [`${line}  throttled ${toGrouped(throttled)}x`, line];
}

/** The widest bar that fits beside this much text. */
function findBar(text: number, columns: number, share: number): string | undefined {
  const width = BAR_WIDTHS.find((one) => text + one + 2 < columns);
  return width === undefined ? undefined : toBar(share, width);
}

/** For a log: a line without what only a screen can show. */
export function toLogLine(view: PhaseView): string {
  const { done, total, leftMs, perSecond } = view;
  const rows = total === undefined ? toGrouped(done) : `${toGrouped(done)} of ${toGrouped(total)}`;
  const left = leftMs === undefined ? [] : [`${toClock(leftMs)} left`];
  return `${NAMES[view.phase]}: ${[rows, `${toGrouped(perSecond)}/s`, ...left, ...toWait(view)].join(', ')}`;
}

function toBar(share: number, width: number): string {
  const full = Math.min(width, Math.floor(share * width));
  return `[${'#'.repeat(full)}${'-'.repeat(width - full)}]`;
}

function toWait({ throttled, waitMs }: PhaseView): string[] {
  if (throttled === 0) return [];
  const times = `throttled ${toGrouped(throttled)}x`;
  return [waitMs > 0 ? `${times}, waiting ${Math.ceil(waitMs / 1000)} s` : times];
}

/** `0:07`, `3:05`, `2:03:05`. */
function toClock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}
