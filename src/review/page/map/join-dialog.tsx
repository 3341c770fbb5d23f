/** A field that is made of several columns: which ones, in which order, and what is between them. */
import { useState } from 'preact/hooks';
import type { MappingRule } from '../../wire.js';
import { Modal } from '../frame/modal.js';
import { useMapping } from './map-context.js';

export function JoinDialog({ rule }: { readonly rule?: MappingRule }) {
  const { columns, open, change } = useMapping();
  const [field, setField] = useState(rule?.field ?? 'name');
  const [parts, setParts] = useState<readonly number[]>(rule?.columns ?? []);
  const [separator, setSeparator] = useState(rule?.separator ?? ' ');
  const close = (): void => open(undefined);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await change({ kind: 'join', field, columns: parts, separator })) close();
  };
  const remove = async (): Promise<void> => {
    if (await change({ kind: 'remove', field })) close();
  };
  const toggle = (at: number): void =>
    setParts(parts.includes(at) ? parts.filter((one) => one !== at) : [...parts, at]);
  const names = parts.map((at) => columns.columns.find((column) => column.at === at)?.name ?? '');
  return (
    <Modal title="Join columns" onClose={close}>
      <form onSubmit={(event) => void save(event)}>
        <label for="join-field">Field</label>
        <select
          id="join-field"
          class="field"
          value={field}
          disabled={rule !== undefined}
          onChange={({ currentTarget }) => setField(currentTarget.value)}
        >
          {columns.fields.flatMap(({ names: all }) => all.map((name) => <option key={name}>{name}</option>))}
        </select>
        <fieldset class="parts">
          <legend>Columns, in the order in which you tick them</legend>
          {columns.columns.map(({ at, name }) => (
            <label key={at} class="tick">
              <input type="checkbox" checked={parts.includes(at)} onChange={() => toggle(at)} /> {name}
              {parts.includes(at) && <span class="muted small">part {parts.indexOf(at) + 1}</span>}
            </label>
          ))}
        </fieldset>
        <label for="join-separator">Between them</label>
        <input
          id="join-separator"
          class="field"
          value={separator}
          onInput={({ currentTarget }) => setSeparator(currentTarget.value)}
        />
        <p class="muted" role="status">
          {names.length < 2 ? 'Tick at least two columns.' : names.join(separator)}
        </p>
        <div class="actions">
          {rule !== undefined && (
            <button class="button big" type="button" onClick={() => void remove()}>
              Remove
            </button>
          )}
          <button class="button big" type="button" onClick={close}>
            Back <kbd>Esc</kbd>
          </button>
          <button class="button big main" type="submit" disabled={parts.length < 2}>
            Save
          </button>
        </div>
      </form>
    </Modal>
  );
}
