/** One line for each column: header, examples, filled share, field, and the reason for the proposal. */
import type { SourceColumn } from '../../wire.js';
import { useSession } from '../context.js';
import { Mark } from '../frame/mark.js';
import { toPercent } from '../words.js';
import { FieldChoice } from './field-choice.js';
import { useMapping } from './map-context.js';

export function ColumnTable({ onWhere }: { readonly onWhere: (where: string) => void }) {
  const { columns } = useMapping().columns;
  return (
    <div class="columns-scroll" data-area="columns">
      <table class="columns">
        <thead>
          <tr>
            <th scope="col">Column in your file</th>
            <th scope="col">Examples</th>
            <th scope="col">Filled</th>
            <th scope="col">Goes to field</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, at) => (
            <tr
              key={column.at}
              class={column.state}
              onFocusIn={() => onWhere(`Column ${at + 1} of ${columns.length}: ${column.name}`)}
            >
              <th scope="row" dir="auto">
                {column.name === '' ? `Column ${column.at + 1}` : column.name}
              </th>
              <td class="examples code">
                <bdi>{column.samples.join(', ')}</bdi>
              </td>
              <td class="filled">
                <Filled share={column.filled} />
              </td>
              <td class="goes">
                <FieldChoice column={column} />
              </td>
              <td class="why">
                <Why column={column} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Filled({ share }: { readonly share: number }) {
  return (
    <>
      <span class="meter" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span class="code">{toPercent(share)}</span>
    </>
  );
}

function Why({ column }: { readonly column: SourceColumn }) {
  const { open } = useMapping();
  return (
    <div class="reason">
      {column.state === 'open' && <Mark of="invalid" />}
      <span>
        {column.why} {column.isKey && <b class="key-tag">Key</b>}
        {column.unknownValues > 0 && (
          <button class="link" type="button" onClick={() => open({ kind: 'values', at: column.at })}>
            {column.unknownValues} {column.unknownValues === 1 ? 'value' : 'values'} to choose
          </button>
        )}
        {column.rivals.length > 0 && <Rivals column={column} />}
      </span>
    </div>
  );
}

/** Two columns on one field: both lines offer to join them, or to use only one. */
function Rivals({ column }: { readonly column: SourceColumn }) {
  const { columns, change } = useMapping();
  const session = useSession();
  const names = columns.columns.filter(({ at }) => column.rivals.includes(at)).map(({ name }) => name);
  const parts = [column.at, ...column.rivals].sort((a, b) => a - b);
  const join = async (): Promise<void> => {
    if (await change({ kind: 'join', field: column.field, columns: parts, separator: ' ' }))
      session.notices.say('Joined.');
  };
  return (
    <span class="rivals">
      {names.join(', ')} goes to {column.field}, too.{' '}
      <button class="link" type="button" onClick={() => void join()}>
        Join with a space
      </button>{' '}
      <button
        class="link"
        type="button"
        onClick={() => void change({ kind: 'only', field: column.field, at: column.at })}
      >
        Use only this one
      </button>
    </span>
  );
}
