/** How fast the run was, how long the answers took, and when the server asked to slow down. */
import { toCount, toGrouped } from '../../../core/count-text.js';
import type { TimelinePoint } from '../../tally/request-timeline.js';
import type { RequestSummary } from '../../tally/request-stats.js';
import { toDuration } from '../../summary/text-table.js';
import { toChartHtml } from '../chart.js';
import { fragment, type Html } from '../html.js';
import type { PageSection } from '../section.js';

/** A run of a second needs no picture. */
const LEAST_POINTS = 4;

export function toTimeline(points: readonly TimelinePoint[], requests: RequestSummary): PageSection {
  const { total, retried, throttled, p50Ms, p95Ms, perSecond } = requests;
  return {
    id: 'time',
    title: 'Requests over time',
    body: fragment`<p>${toCount(total, 'request')}, ${toRate(perSecond)} per second; ${retried === 0 ? 'none' : toGrouped(retried)} of them repeated. Half were answered within ${toDuration(Math.round(p50Ms))}, 95 % within ${toDuration(Math.round(p95Ms))}. ${toWaits(throttled)}</p>
${points.length >= LEAST_POINTS && toCharts(points, requests)}`,
  };
}

function toCharts(points: readonly TimelinePoint[], { p50Ms, p95Ms, perSecond }: RequestSummary): Html {
  const seconds = points.map(({ atSeconds }) => atSeconds);
  const marks = points.flatMap(({ throttled }, at) => (throttled > 0 ? [at] : []));
  const fastest = Math.round(Math.max(...points.map((point) => point.perSecond)));
  return fragment`<h3>Requests per second</h3>
${toChartHtml({
  description: `Requests per second over time: ${toRate(perSecond)} on average, ${fastest} at most; slowed down by the server in ${marks.length} of ${points.length} stretches.`,
  unit: '',
  seconds,
  marks,
  series: [{ name: 'requests per second', look: 'first', values: points.map((point) => point.perSecond) }],
})}
<h3>Time to an answer</h3>
${toChartHtml({
  description: `Time to an answer over time: half within ${toDuration(Math.round(p50Ms))}, 95 percent within ${toDuration(Math.round(p95Ms))}.`,
  unit: 'ms',
  seconds,
  series: [
    { name: 'half within', look: 'first', values: points.map((point) => point.p50Ms || undefined) },
    { name: '95 % within', look: 'second', values: points.map((point) => point.p95Ms || undefined) },
  ],
})}`;
}

/** Whole, unless it is less than ten. */
function toRate(perSecond: number): string {
  return perSecond < 10 ? String(Math.round(perSecond * 10) / 10) : toGrouped(Math.round(perSecond));
}

function toWaits(throttled: number): string {
  if (throttled === 0) return 'The server never asked to slow down.';
  return `The server asked ${throttled === 1 ? 'once' : `${toGrouped(throttled)} times`} to slow down.`;
}
