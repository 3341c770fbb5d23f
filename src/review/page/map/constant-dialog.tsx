/** The same text for every row. */
import { useState } from 'preact/hooks';
import type { MappingRule } from '../../wire.js';
import { Modal } from '../frame/modal.js';
import { useMapping } from './map-context.js';

export function ConstantDialog({ rule }: { readonly rule?: MappingRule }) {
  const { columns, open, change } = useMapping();
  const [field, setField] = useState(rule?.field ?? '');
  const [value, setValue] = useState(rule?.value ?? '');
  const close = (): void => open(undefined);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await change({ kind: 'constant', field, value })) close();
  };
  const remove = async (): Promise<void> => {
    if (await change({ kind: 'remove', field })) close();
  };
  return (
    <Modal title="The same value in every row" onClose={close}>
      <form onSubmit={(event) => void save(event)}>
        <label for="constant-field">Field</label>
        <input
          id="constant-field"
          class="field"
          list="constant-fields"
          value={field}
          readOnly={rule !== undefined}
          onInput={({ currentTarget }) => setField(currentTarget.value)}
        />
        <datalist id="constant-fields">
          {columns.fields.flatMap(({ names }) => names.map((name) => <option key={name} value={name} />))}
        </datalist>
        <p class="muted small">
          A field of the list, or metaData. and a name of yours, such as metaData.source.
        </p>
        <label for="constant-value">Value</label>
        <input
          id="constant-value"
          class="field"
          value={value}
          onInput={({ currentTarget }) => setValue(currentTarget.value)}
        />
        <div class="actions">
          {rule !== undefined && (
            <button class="button big" type="button" onClick={() => void remove()}>
              Remove
            </button>
          )}
          <button class="button big" type="button" onClick={close}>
            Back <kbd>Esc</kbd>
          </button>
          <button class="button big main" type="submit" disabled={field.trim() === '' || value === ''}>
            Save
          </button>
        </div>
      </form>
    </Modal>
  );
}
