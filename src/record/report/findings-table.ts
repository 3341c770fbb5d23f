import { fragment, type Html } from './html.js';

const CLASSES: Readonly<Record<string, string>> = {
  Row: 'number',
  'First row': 'number',
  Line: 'number',
  Times: 'number',
  Customer: 'name',
  Column: 'column',
};

/**
 * A table of findings, which on a narrow screen is laid out as a list. The roles are written out, because
 * browsers forget them where a table is laid out as anything else.
 */
export function toFindingsTable(headings: readonly string[], rows?: Html): Html {
  const heads = headings.map(
    (name) => fragment`<th role="columnheader" scope="col" class="${CLASSES[name]}">${name}</th>`,
  );
  return fragment`<table role="table" class="findings">
    <thead role="rowgroup">
      <tr role="row">
        ${heads}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows}
    </tbody>
  </table>`;
}
