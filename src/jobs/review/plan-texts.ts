/** What stands for a plan, and how long it takes in words. Pure. */
import { createHash } from 'node:crypto';
import type { PreviewFacts } from './store.js';

/** Another one as soon as anything is edited, checked again or chosen. */
export function toPlanHash({ run, revision, except }: PreviewFacts): string {
  return createHash('sha256')
    .update(JSON.stringify([run, revision, except]))
    .digest('hex')
    .slice(0, 32);
}

/** `5 to 9 min`. */
export function toTimeText(minMs: number, maxMs: number): string {
  const [unit, name] = maxMs < 90_000 ? [1000, 's'] : [60_000, 'min'];
  const [from, to] = [minMs, maxMs].map((ms) => Math.max(1, Math.round(ms / unit)));
  return from === to ? `about ${to} ${name}` : `${from} to ${to} ${name}`;
}
