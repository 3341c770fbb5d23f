/** Each change as a diff, to search and to filter: what a person looks at before a plan is applied. */
import {
  CHANGE_KINDS,
  isEmptying,
  isEmptyValue,
  type ChangeKind,
  type RowChange,
} from '../../../core/changes.js';
import type { FieldChange } from '../../../core/types.js';
import { toChangedPart } from '../../changes/changed-part.js';
import type { ChangeDigest } from '../../changes/change-digest.js';
import { CHANGE_OUTCOMES, OUTCOME_MARKS } from '../../outcomes.js';
import { toGrouped } from '../../summary/text-table.js';
import { fragment, toDataBlock, type Html } from '../html.js';
import type { PageSection } from '../section.js';
import { toKey } from './totals.js';

const LABELS: Readonly<Record<ChangeKind, string>> = {
  deleted: 'Deleted',
  emptied: 'Updated, with fields emptied',
  updated: 'Updated',
  created: 'Created',
  address: 'Only a deposit address',
};

/** `runId`: for the command that prints what the page does not hold. */
export function toChangeList(
  digest: ChangeDigest,
  { isPlan, runId }: { readonly isPlan: boolean; readonly runId: string },
): PageSection {
  const { changes, counts } = digest;
  const total = CHANGE_KINDS.reduce((sum, kind) => sum + counts[kind], 0);
  const kinds = CHANGE_KINDS.filter((kind) => counts[kind] > 0);
  const fields = [...new Set(changes.flatMap((change) => change.fields.map(({ field }) => field)))].sort();
  return {
    id: 'change-list',
    title: isPlan ? 'Every change, before it is made' : 'Every change',
    body: fragment`${toNote(changes.length, total, runId)}
      <ul class="legend">
        ${kinds.map((kind) => fragment`<li>${toKey(CHANGE_OUTCOMES[kind])}${LABELS[kind]}: <b>${toGrouped(counts[kind])}</b></li>`)}
      </ul>
      <noscript><p>To show the changes, the page needs JavaScript; results.csv has the changes of each row.</p></noscript>
      <form id="changes-filters" class="filters" role="search" aria-label="Changes" hidden>
        <p>
          <label for="changes-search">Search</label>
          <input id="changes-search" name="search" type="search" autocomplete="off" spellcheck="false" placeholder="Row, name, key or value">
        </p>
        <p>
          <label for="changes-kind">Kind</label>
          <select id="changes-kind" name="kind">
            <option value="">Every kind</option>
            ${kinds.map((kind) => fragment`<option value="${kind}">${LABELS[kind]}</option>`)}
          </select>
        </p>
        <p>
          <label for="changes-field">Field</label>
          <select id="changes-field" name="field">
            <option value="">Every field</option>
            ${fields.map((field) => fragment`<option value="${field}">${field}</option>`)}
          </select>
        </p>
        <p>
          <label for="changes-warning">Warnings</label>
          <select id="changes-warning" name="warning">
            <option value="">With and without</option>
            <option value="yes">With a warning</option>
            <option value="no">Without</option>
          </select>
        </p>
        <p><button type="reset" class="quiet">Show all</button></p>
      </form>
      <p id="changes-count" role="status" class="muted"></p>
      <div class="scroll" role="region" tabindex="0" aria-label="Changes" id="changes-listed" hidden>
        <table role="table" class="findings">
          <thead role="rowgroup"><tr role="row">
            <th role="columnheader" scope="col" class="number">Row</th>
            <th role="columnheader" scope="col" class="name">Customer</th>
            <th role="columnheader" scope="col">What</th>
            <th role="columnheader" scope="col">Before and after</th>
          </tr></thead>
          <tbody role="rowgroup"></tbody>
        </table>
      </div>
      <p class="pager" hidden>
        <button type="button" class="quiet" id="changes-previous">Previous</button>
        <button type="button" class="quiet" id="changes-next">Next</button>
      </p>
      ${toDataBlock('changes-data', toData(changes))}`,
  };
}

function toNote(shown: number, total: number, runId: string): Html | undefined {
  if (shown === total) return undefined;
  return fragment`<p class="notice">This page shows ${toGrouped(shown)} of ${toGrouped(total)} changes: the first of each kind. <code>show ${runId} --changes --ndjson</code> prints all of them.</p>`;
}

/** As the page's script reads it: for each change its row, kind, customer, key, fields, address and warnings. */
function toData(changes: readonly RowChange[]) {
  return {
    looks: Object.fromEntries(
      CHANGE_KINDS.map((kind) => {
        const look = CHANGE_OUTCOMES[kind];
        return [kind, [LABELS[kind], look, OUTCOME_MARKS[look]]];
      }),
    ),
    changes: changes.map(({ fields, key, kind, name, rowNumber, wantsAddress, warnings }) => [
      rowNumber,
      kind,
      name,
      key,
      fields.map(toFieldData),
      wantsAddress ? 1 : 0,
      warnings,
    ]),
  };
}

/** Field, common start, removed part, added part, common end, and whether the field is emptied. */
function toFieldData(change: FieldChange): readonly (string | number)[] {
  const { field, before, after } = change;
  if (isEmptying(change)) return [field, '', toText(before), '', '', 1];
  if (isEmptyValue(before)) return [field, '', '', toText(after), '', 0];
  const { start, removed, added, end } = toChangedPart(toText(before), toText(after));
  return [field, start, removed, added, end, 0];
}

/** A text as it is; anything else as JSON. */
function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
