/** A new rule: which kind first. */
import { useState } from 'preact/hooks';
import { Modal } from '../frame/modal.js';
import { ConstantDialog } from './constant-dialog.js';
import { JoinDialog } from './join-dialog.js';
import { useMapping } from './map-context.js';

export function RuleDialog() {
  const { columns, open } = useMapping();
  const [kind, setKind] = useState<'constant' | 'join'>();
  if (kind === 'constant') return <ConstantDialog />;
  if (kind === 'join') return <JoinDialog />;
  return (
    <Modal title="Add a rule" onClose={() => open(undefined)}>
      <div class="choices">
        <button class="button big" type="button" onClick={() => setKind('join')}>
          Join columns into one field
        </button>
        <button class="button big" type="button" onClick={() => setKind('constant')}>
          The same value in every row
        </button>
        {columns.columns
          .filter(({ field }) => field !== '')
          .map(({ at, name }) => (
            <button key={at} class="button" type="button" onClick={() => open({ kind: 'values', at })}>
              Other values for {name}
            </button>
          ))}
      </div>
      <div class="actions">
        <button class="button" type="button" onClick={() => open(undefined)}>
          Back <kbd>Esc</kbd>
        </button>
      </div>
    </Modal>
  );
}
