/** What changes in a value: removed letters struck, added ones underlined; the same drawing in Fix and Preview. */
import { toChangedPart } from '../../../record/changes/changed-part.js';

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
