/** What the updates change, by field. */
import { toCount, toGrouped } from '../../../core/count-text.js';
import type { ChangedField } from '../../tally/change-tally.js';
import { fragment } from '../html.js';
import type { PageSection } from '../section.js';

const FIELDS_SHOWN = 100;

/** `isPlanned`: of a dry run, which has changed nothing yet. */
export function toChanges(
  fields: readonly ChangedField[],
  customers: number,
  { isPlanned }: { readonly isPlanned: boolean },
): PageSection {
  const rest = fields.length - FIELDS_SHOWN;
  const rows = fields
    .slice(0, FIELDS_SHOWN)
    .map(
      ({ field, filled, replaced, cleared }) =>
        fragment`<tr><th scope="row"><bdi>${field}</bdi></th><td class="number">${toGrouped(filled)}</td><td class="number">${toGrouped(replaced)}</td><td class="number">${toGrouped(cleared)}</td></tr>\n`,
    );
  const verb = isPlanned ? 'would be' : 'were';
  return {
    id: 'changes',
    title: isPlanned ? 'What would change' : 'What changed',
    body: fragment`<p>${toCount(customers, 'customer')} ${verb} updated, in these fields:</p>
<div class="scroll" role="region" tabindex="0" aria-label="Changes by field"><table>
<thead><tr><th scope="col">Field</th><th scope="col" class="number">Was empty</th><th scope="col" class="number">Had another value</th><th scope="col" class="number">Is emptied</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>
${rest > 0 && fragment`<p class="muted">${toGrouped(rest)} more fields are not shown.</p>`}`,
  };
}
