/** Times of the page: in UTC as written, and in the reader's own zone once the page's script has run. */
import { fragment, type Html } from './html.js';

/** `2026-11-22 20:38:37 UTC`. */
export function toStamp(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

/** `iso`: ISO 8601, UTC. */
export function toTimeHtml(iso: string): Html {
  return fragment`<time datetime="${iso}">${toStamp(iso)}</time>`;
}
