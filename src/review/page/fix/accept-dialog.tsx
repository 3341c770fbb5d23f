/** A kind in several columns: in one of them, or in all. */
import type { ProblemKind } from '../../wire.js';
import { Modal } from '../frame/modal.js';
import { toNumber, toShortTitle } from '../words.js';
import { useFix } from './fix-context.js';

export function AcceptDialog({ kind }: { readonly kind: ProblemKind }) {
  const model = useFix();
  const columns = kind.columns.filter(({ acceptable }) => acceptable > 0);
  const here = columns.find(({ at }) => at === model.column?.at);
  const sorted = here === undefined ? columns : [here, ...columns.filter((one) => one !== here)];
  return (
    <Modal title={`${toShortTitle(kind.title)}: accept where?`} onClose={() => model.asking.set(undefined)}>
      <div class="choices">
        {sorted.map(({ at, name, acceptable }) => (
          <button
            key={at}
            class="button big"
            type="button"
            onClick={() => void model.acceptAll(kind.kind, at)}
          >
            In {name} ({toNumber(acceptable)})
          </button>
        ))}
        <button
          class="button big main"
          type="button"
          onClick={() => void model.acceptAll(kind.kind, undefined)}
        >
          In all {columns.length} columns ({toNumber(kind.acceptable)})
        </button>
      </div>
      <div class="actions">
        <button class="button" type="button" onClick={() => model.asking.set(undefined)}>
          Back
        </button>
      </div>
    </Modal>
  );
}
