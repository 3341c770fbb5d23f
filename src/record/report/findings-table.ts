import { fragment, type Html } from './html.js';

const CLASSES: Readonly<Record<string, string>> = {
  Row: 'number',
  'First row': 'number',
  Line: 'number',
  Times: 'number',
  Customer: 'name',
  Column: 'column',
};

/** A table of findings. */
export function toFindingsTable(headings: readonly string[], rows?: Html): Html {
  return toCardTable(
    headings.map((name) => ({ name, className: CLASSES[name] ?? '' })),
    rows,
  );
}

/**
 * A table that is laid out as a list on a narrow screen, where cells begin with their `data-label`. The roles are written out,
 * because browsers forget them where a table is laid out as anything else.
 */
export function toCardTable(
  columns: readonly { readonly name: string; readonly className: string }[],
  rows?: Html,
): Html {
  const heads = columns.map(
    ({ name, className }) => fragment`<th role="columnheader" scope="col" class="${className}">${name}</th>`,
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
