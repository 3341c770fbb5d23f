/** Numbers and times as the page writes them. */

const NUMBER = new Intl.NumberFormat('en');

export function toNumber(value: number): string {
  return NUMBER.format(value);
}

/** `1 row`, `2,418 rows`. */
export function toCount(value: number, one: string, many = `${one}s`): string {
  return `${toNumber(value)} ${value === 1 ? one : many}`;
}

/** Of the reader's clock; empty for an empty time. */
export function toClock(iso: string): string {
  if (iso === '') return '';
  return new Date(iso).toLocaleTimeString('en-GB');
}

/** `26 Nov 2026, 23:07 GMT+1`, of the reader's clock; empty for an empty time. */
export function toMoment(iso: string): string {
  if (iso === '') return '';
  return new Date(iso).toLocaleString('en-GB', {
    ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZoneName: 'short',
  });
}

/** `98 %`. A share that is not whole never reads 0 % or 100 %. */
export function toPercent(share: number): string {
  if (share <= 0) return '0 %';
  if (share >= 1) return '100 %';
  return `${Math.min(99, Math.max(1, Math.round(share * 100)))} %`;
}

/** `2 s`, `5 min 4 s`. */
export function toDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return seconds % 60 === 0
    ? `${Math.floor(seconds / 60)} min`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The first sentence, without its full stop. */
export function toShortTitle(title: string): string {
  return title.replace(/\. .*$/s, '').replace(/\.$/, '');
}
