import { describe, expect, it } from 'vitest';
import { toChartHtml } from '../../../src/record/report/chart.js';

/** The labels of the time axis, then those of the value axis. */
function toLabels(seconds: number, most: number): { readonly times: string[]; readonly values: string[] } {
  const html = String(
    toChartHtml({
      description: 'requests over time',
      unit: '',
      seconds: [0, seconds],
      series: [{ name: 'sent', look: 'first', values: [0, most] }],
    }),
  );
  const texts = [...html.matchAll(/<text [^>]*text-anchor="(\w+)"[^>]*>([^<]*)</g)];
  const labels = texts.map(([, , label = '']) => label);
  return {
    times: labels.filter((label) => /\d (s|min|h)$/.test(label)),
    values: labels.filter((label) => /^[\d,.]+$/.test(label)).slice(0, -1),
  };
}

describe('the axes of a chart', () => {
  it.each([
    [0.4, ['0.1 s', '0.2 s', '0.3 s', '0.4 s']],
    [50, ['15 s', '30 s', '45 s']],
    [51.3, ['15 s', '30 s', '45 s']],
    [
      600,
      [
        '1:00 min',
        '2:00 min',
        '3:00 min',
        '4:00 min',
        '5:00 min',
        '6:00 min',
        '7:00 min',
        '8:00 min',
        '9:00 min',
        '10:00 min',
      ],
    ],
    [5 * 3600, ['1:00 h', '2:00 h', '3:00 h', '4:00 h', '5:00 h']],
  ])('%s seconds have times that people count in', (seconds, times) =>
    expect(toLabels(seconds, 10).times).toEqual(times),
  );

  it.each([
    [0, ['0', '0.2', '0.4', '0.6', '0.8', '1']],
    [7, ['0', '1', '2', '3', '4', '5', '6', '7']],
    [199, ['0', '50', '100', '150', '200']],
    [12_345, ['0', '2,000', '4,000', '6,000', '8,000', '10,000', '12,000', '14,000']],
  ])('a greatest value of %s has round values above it', (most, values) =>
    expect(toLabels(50, most).values).toEqual(values),
  );
});
