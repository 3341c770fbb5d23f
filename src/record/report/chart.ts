/** A line chart as SVG: no script, so that it is there in print and when read aloud. */
import { nice, ticks } from 'd3-array';
import { utcTicks } from 'd3-time';
import { toGrouped } from '../../core/count-text.js';
import { fragment, type Html } from './html.js';

export interface Series {
  readonly name: string;
  /** Its look; see the style. */
  readonly look: 'first' | 'second';
  /** `undefined` leaves a gap. */
  readonly values: readonly (number | undefined)[];
}

export interface Chart {
  /** What it shows, in words, for who can't see it. */
  readonly description: string;
  readonly unit: string;
  /** Seconds, ascending. */
  readonly seconds: readonly number[];
  readonly series: readonly Series[];
  /** Positions at which something is marked at the foot. */
  readonly marks?: readonly number[];
}

const SIZE = { width: 900, height: 240 } as const;
const PAD = { left: 64, right: 16, top: 14, bottom: 34 } as const;
/** About how many values are named at each axis. */
const TICKS = 5;

export function toChartHtml({ description, unit, seconds, series, marks = [] }: Chart): Html {
  const end = Math.max(...seconds) || 1;
  const most = Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const [, top] = nice(0, most || 1, TICKS);
  const x = (second: number): number => PAD.left + (second / end) * (SIZE.width - PAD.left - PAD.right);
  const y = (value: number): number =>
    SIZE.height - PAD.bottom - (value / top) * (SIZE.height - PAD.top - PAD.bottom);
  const rows = ticks(0, top, TICKS);
  const times = utcTicks(new Date(0), new Date(end * 1000), TICKS).map((time) => time.getTime() / 1000);
  return fragment`<svg class="chart" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${description}">
${rows.map((value) => fragment`<line class="grid" x1="${PAD.left}" x2="${SIZE.width - PAD.right}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}"/><text x="${PAD.left - 8}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${toNumber(value)}</text>`)}
${times.map((second) => fragment`<text x="${x(second).toFixed(1)}" y="${SIZE.height - 12}" text-anchor="${toAnchor(x(second))}">${toTime(second, end)}</text>`)}
${marks.map((at) => fragment`<rect class="throttled" x="${(x(seconds[at] ?? 0) - 1.5).toFixed(1)}" y="${SIZE.height - PAD.bottom}" width="3" height="8"/>`)}
${series.map(({ look, values }) => toPaths(values, seconds, x, y).map((path) => fragment`<path class="${look}" d="${path}"/>`))}
</svg>
<ul class="legend">${series.map(({ name, look }) => fragment`<li><span class="key ${look}"></span>${name}${unit === '' ? '' : ` (${unit})`}</li>`)}${marks.length > 0 && fragment`<li><span class="key throttled"></span>the server asked to slow down (429)</li>`}</ul>`;
}

/** A label at an edge stays within the picture. */
function toAnchor(x: number): 'start' | 'middle' | 'end' {
  if (x < PAD.left + 1) return 'start';
  return x > SIZE.width - PAD.right - 40 ? 'end' : 'middle';
}

/** A path for each stretch without a gap. */
function toPaths(
  values: Series['values'],
  seconds: readonly number[],
  x: (second: number) => number,
  y: (value: number) => number,
): string[] {
  const paths: string[] = [];
  let path = '';
  values.forEach((value, at) => {
    if (value === undefined) {
      if (path !== '') paths.push(path);
      path = '';
    } else {
      const point = `${x(seconds[at] ?? 0).toFixed(1)} ${y(value).toFixed(1)}`;
      path += path === '' ? `M${point}` : `L${point}`;
    }
  });
  // A lone point shows as a dot, since line ends are round.
  return (path === '' ? paths : [...paths, path]).map((one) => (one.includes('L') ? one : `${one}h0`));
}

function toNumber(value: number): string {
  return toGrouped(Number(value.toPrecision(6)));
}

/** `12 s`, `3:05 min`, `2:10 h`: in the unit that suits the end of the axis. */
function toTime(seconds: number, end: number): string {
  if (seconds === 0) return '0';
  if (end < 120) return `${Number(seconds.toFixed(end < 10 ? 1 : 0))} s`;
  const [large, small, unit] =
    end < 7200 ? [seconds / 60, seconds % 60, 'min'] : [seconds / 3600, (seconds % 3600) / 60, 'h'];
  return `${Math.floor(large)}:${String(Math.floor(small)).padStart(2, '0')} ${unit}`;
}
