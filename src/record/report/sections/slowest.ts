/** The requests that took longest. */
import type { SlowCall } from '../../tally/request-timeline.js';
import { toDuration } from '../../summary/text-table.js';
import { fragment } from '../html.js';
import type { PageSection } from '../section.js';

export function toSlowest(calls: readonly SlowCall[]): PageSection {
  const rows = calls.map(
    ({ route, status, durationMs, atMs, retried }) =>
      fragment`<tr><td class="route"><code>${route}</code></td><td class="number">${toDuration(Math.round(durationMs))}</td><td>${status ?? 'no answer'}</td><td class="number">${toDuration(Math.round(atMs))}</td><td>${retried ? 'yes' : 'no'}</td></tr>\n`,
  );
  return {
    id: 'slowest',
    title: 'The slowest requests',
    body: fragment`<div class="scroll" role="region" tabindex="0" aria-label="Slowest requests"><table>
<thead><tr><th scope="col">Request</th><th scope="col" class="number">Took</th><th scope="col">HTTP status</th><th scope="col" class="number">Into the run</th><th scope="col">Sent again</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`,
  };
}
