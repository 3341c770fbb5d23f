/** What changes in a value: removed letters struck, added ones underlined; the same drawing in Fix and Preview. */
import { toChangedPart } from '../../../record/changes/changed-part.js';
import type { ShownField } from '../../wire.js';

export function ValueDiff({ before, after }: { readonly before: string; readonly after: string }) {
  const { start, removed, added, end } = toChangedPart(before, after);
  return (
    <bdi>
      {start}
      {removed !== '' && <del>{removed}</del>}
      {added !== '' && <ins>{added}</ins>}
      {end}
    </bdi>
  );
}

/** Both whole values, with an arrow between them. */
export function BeforeAndAfter({ before, after }: { readonly before: string; readonly after: string }) {
  const { start, removed, added, end } = toChangedPart(before, after);
  return (
    <>
      <bdi>
        {before === '' ? <i class="muted">empty</i> : start}
        {removed !== '' && <del>{removed}</del>}
        {end}
      </bdi>
      <span class="arrow">
        <span aria-hidden="true">-&gt;</span>
        <span class="unseen"> becomes </span>
      </span>
      <bdi>
        {start}
        {added !== '' && <ins>{added}</ins>}
        {end}
        {after === '' && <i class="muted">empty</i>}
      </bdi>
    </>
  );
}

/** Of a field that changes. `isQuiet`: it is left out, so that a value that would be emptied is not set apart. */
export function FieldValue({
  field,
  isQuiet = false,
}: {
  readonly field: ShownField;
  readonly isQuiet?: boolean;
}) {
  const { before, after, isEmptied } = field;
  if (isEmptied)
    return (
      <span class={isQuiet ? '' : 'emptied-value'}>
        <del>
          <bdi>{before}</bdi>
        </del>
        <span class="arrow" aria-hidden="true">
          -&gt;
        </span>
        <b>emptied</b>
      </span>
    );
  const { removed, added } = toChangedPart(before, after);
  // Both values, where one of them would be all that is seen.
  if (removed === '' || added === '') return <BeforeAndAfter before={before} after={after} />;
  return <ValueDiff before={before} after={after} />;
}
