/** Figures of several rounds. */

/** The middle of an odd number of values, the mean of the two middle ones of an even number. */
export function toMedian(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `median (min–max)`, each written by `format`. */
export function toSpread(values, format) {
  if (values.length === 1) return format(values[0]);
  return `${format(toMedian(values))} (${format(Math.min(...values))}–${format(Math.max(...values))})`;
}

export const toWhole = (value) => Math.round(value).toLocaleString('en');
export const toPercent = (value) => `${(value * 100).toFixed(value < 0.1 ? 1 : 0)} %`;
export const toTimes = (value) => `${value.toFixed(2)} ×`;
export const toMegabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
export const toSeconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

/** Ratios of what was measured in the same round: a slow minute of the machine slows both. */
export function toRatios(above, below) {
  return above.map((value, round) => value / below[round]);
}
