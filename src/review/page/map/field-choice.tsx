/** The field of a column: a native list in groups. "Extra data named..." asks for the name. */
import { useState } from 'preact/hooks';
import type { SourceColumn } from '../../wire.js';
import { takeFocus } from '../frame/take-focus.js';
import { useMapping } from './map-context.js';
import { useSettledChoice } from './use-settled-choice.js';

const GROUPS = { needed: 'Needed', customer: 'Customer', address: 'Address', other: 'Other' } as const;

const [UNDECIDED, LEAVE_OUT, EXTRA] = ['?', '', '+'] as const;

const PREFIX = 'metaData.';

export function FieldChoice({ column }: { readonly column: SourceColumn }) {
  const { columns, change } = useMapping();
  const [isNaming, setNaming] = useState(false);
  const { at, field, part, state, proposals, name } = column;
  const now = state === 'open' ? UNDECIDED : field;
  const { chosen, handlers } = useSettledChoice(async (wanted) => {
    if (wanted === EXTRA) setNaming(true);
    else if (wanted !== UNDECIDED && wanted !== now) await change({ kind: 'field', at, field: wanted });
  });
  if (isNaming) return <ExtraName column={column} onDone={() => setNaming(false)} />;
  const known = columns.fields.flatMap(({ names }) => names);
  const shown = field !== '' && !known.includes(field) ? [field] : [];
  return (
    <select
      class={`field ${state}`}
      aria-label={`Field for ${name === '' ? `column ${at + 1}` : name}`}
      // The list shows what the server has, also where it refused the choice.
      value={chosen ?? now}
      {...handlers}
      {...(state === 'open' ? { 'aria-invalid': true } : {})}
    >
      {state === 'open' && <option value={UNDECIDED}>Choose a field</option>}
      <Options label="Proposed" names={proposals.filter((one) => !known.includes(one))} />
      <Options label="In use" names={shown} />
      {columns.fields.map(({ group, names }) => (
        <Options key={group} label={GROUPS[group]} names={names} field={field} part={part} />
      ))}
      <optgroup label="Extra data">
        <option value={EXTRA}>Extra data named...</option>
      </optgroup>
      <option value={LEAVE_OUT}>Leave out</option>
    </select>
  );
}

interface OptionsProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly field?: string;
  readonly part?: number | undefined;
}

function Options({ label, names, field, part }: OptionsProps) {
  if (names.length === 0) return null;
  return (
    <optgroup label={label}>
      {names.map((name) => (
        <option key={name} value={name}>
          {name === field && part !== undefined ? `${name}, part ${part}` : name}
        </option>
      ))}
    </optgroup>
  );
}

function ExtraName({ column, onDone }: { readonly column: SourceColumn; readonly onDone: () => void }) {
  const { change } = useMapping();
  const [name, setName] = useState(toKeyName(column.name));
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (
      name.trim() === '' ||
      (await change({ kind: 'field', at: column.at, field: `${PREFIX}${name.trim()}` }))
    )
      onDone();
  };
  return (
    <form class="extra" onSubmit={(event) => void save(event)}>
      <input
        class="field"
        aria-label={`Name of the extra data from ${column.name}`}
        value={name}
        ref={takeFocus}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
        onKeyDown={({ key }) => key === 'Escape' && onDone()}
      />
      <button class="button slim" type="submit">
        Save
      </button>
      <button class="button slim" type="button" onClick={onDone}>
        Back
      </button>
    </form>
  );
}

/** `Interne Notiz` becomes `interne_notiz`: a start that the person can change. */
function toKeyName(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
}
