/** Requests a second over time, with the limit that was found and the waits that the server asked for. */
import type { ApplyAnswer } from '../../wire.js';
import { useNarrow } from '../context.js';
import { toDuration } from '../words.js';

/** Of the drawing, in px at its usual size: on a phone its words must stay as large. */
const WIDE = { width: 810, height: 150 } as const;
const NARROW = { width: 360, height: 150 } as const;
const PAD = { left: 44, right: 6, top: 22, bottom: 30 } as const;

export function RateChart({ apply }: { readonly apply: ApplyAnswer }) {
  const { timeline, rate } = apply;
  const isNarrow = useNarrow();
  const size = isNarrow ? NARROW : WIDE;
  const { intervalMs, requests, waits } = timeline;
  if (requests.length < 2) return null;
  const rates = requests.map((count) => (count * 1000) / intervalMs);
  const top = toNiceTop(Math.max(...rates, rate.limit ?? 0));
  const x = (at: number): number =>
    PAD.left + (at / (requests.length - 1)) * (size.width - PAD.left - PAD.right);
  const y = (value: number): number =>
    size.height - PAD.bottom - (value / top) * (size.height - PAD.top - PAD.bottom);
  const line = rates
    .map((value, at) => `${at === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`)
    .join('');
  const most = Math.max(...rates);
  return (
    <section class="panel">
      <h2>Requests a second</h2>
      <svg
        class="chart"
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-label={`Requests a second over time: at most ${most.toFixed(1)}. The server asked to wait ${waits.length} times.`}
      >
        {[0, top / 2, top].map((value) => (
          <g key={value}>
            <line class="grid-line" x1={PAD.left} x2={size.width - PAD.right} y1={y(value)} y2={y(value)} />
            <text x={PAD.left - 8} y={y(value) + 4} text-anchor="end">
              {value === 0 ? '0' : `${value}/s`}
            </text>
          </g>
        ))}
        {rate.limit !== undefined && (
          <g>
            <line
              class="limit"
              x1={PAD.left}
              x2={size.width - PAD.right}
              y1={y(rate.limit)}
              y2={y(rate.limit)}
            />
            <text x={size.width - PAD.right} y={y(rate.limit) - 6} text-anchor="end">
              limit found: {rate.limit}/s
            </text>
          </g>
        )}
        <path d={line} />
        {waits.slice(0, 5).map(({ interval, ms }) => (
          <text key={interval} x={Math.min(x(interval) + 6, size.width - 130)} y={y(0) - 6}>
            server asked to wait {toDuration(ms)}
          </text>
        ))}
        {toTimes(timeline, isNarrow ? 3 : 4).map(([at, text]) => (
          <text key={at} x={x(at)} y={size.height - 8} text-anchor={toAnchor(at, requests.length)}>
            {text}
          </text>
        ))}
      </svg>
    </section>
  );
}

function toAnchor(at: number, count: number): 'start' | 'middle' | 'end' {
  if (at === 0) return 'start';
  return at >= count - 1 ? 'end' : 'middle';
}

/** A round number, half of which is round, too. */
function toNiceTop(most: number): number {
  const scale = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return ([1, 2, 4, 6, 8, 10].find((step) => step * scale >= most) ?? 10) * scale;
}

/** Clock times at even places; `ticks`: how many. */
function toTimes(
  { startedAt, intervalMs, requests: { length: count } }: ApplyAnswer['timeline'],
  ticks: number,
): readonly (readonly [at: number, text: string])[] {
  const start = Date.parse(startedAt);
  // No two of them read the same.
  const isShort = count * intervalMs < ticks * 60_000;
  return Array.from({ length: ticks }, (_, tick) => {
    const at = Math.round((tick / (ticks - 1)) * (count - 1));
    const text = new Date(start + at * intervalMs).toLocaleTimeString('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      ...(isShort ? { second: '2-digit' } : {}),
    });
    return [at, text] as const;
  });
}
