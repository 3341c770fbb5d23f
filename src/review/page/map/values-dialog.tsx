/** Each different value of a column, how many rows have it, and what is sent for it. */
import { useEffect, useState } from 'preact/hooks';
import type { ValuesAnswer } from '../../wire.js';
import { useSession } from '../context.js';
import { Mark } from '../frame/mark.js';
import { Modal } from '../frame/modal.js';
import { toNumber } from '../words.js';
import { useMapping } from './map-context.js';

export function ValuesDialog({ at }: { readonly at: number }) {
  const session = useSession();
  const { columns, open, change } = useMapping();
  const [answer, setAnswer] = useState<ValuesAnswer>();
  const [sent, setSent] = useState<Readonly<Record<string, string>>>({});
  const name = columns.columns.find((column) => column.at === at)?.name ?? '';
  const close = (): void => open(undefined);
  useEffect(() => {
    void session.ask<ValuesAnswer>(`/api/values?column=${at}`).then((values) => values && setAnswer(values));
  }, [at]);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await change({ kind: 'values', at, values: sent })) close();
  };
  const count = Object.keys(sent).length;
  return (
    <Modal title={`Values of ${name}`} onClose={close}>
      {answer === undefined ? (
        <p role="status">Counting the values.</p>
      ) : (
        <form onSubmit={(event) => void save(event)}>
          <p class="muted">
            {toNumber(answer.distinct)} different values.
            {answer.distinct > answer.values.length &&
              ` The first ${answer.values.length} are listed, those that are not known first.`}
          </p>
          <ValueTable
            answer={answer}
            sent={sent}
            onSend={(value, text) => setSent({ ...sent, [value]: text })}
          />
          <div class="actions">
            <button class="button big" type="button" onClick={close}>
              Back <kbd>Esc</kbd>
            </button>
            <button class="button big main" type="submit" disabled={count === 0}>
              {count === 0 ? 'Save' : `Save ${toNumber(count)}`}
            </button>
          </div>
        </form>
      )}
    </Modal>
  );
}

interface TableProps {
  readonly answer: ValuesAnswer;
  /** What is to be sent for a value, where that was changed. */
  readonly sent: Readonly<Record<string, string>>;
  readonly onSend: (value: string, text: string) => void;
}

function ValueTable({ answer, sent, onSend }: TableProps) {
  return (
    <>
      <table class="values">
        <thead>
          <tr>
            <th scope="col">In your file</th>
            <th scope="col" class="number">
              Rows
            </th>
            <th scope="col">Sent as</th>
          </tr>
        </thead>
        <tbody>
          {answer.values.map(({ value, rows, sent: now, isKnown }) => (
            <tr key={value}>
              <th scope="row">
                {!isKnown && <Mark of="invalid" />} <bdi>{value === '' ? 'empty' : value}</bdi>
              </th>
              <td class="number">{toNumber(rows)}</td>
              <td>
                <input
                  class="field"
                  aria-label={`Sent for ${value}`}
                  list={answer.allowed.length > 0 ? 'values-allowed' : undefined}
                  value={sent[value] ?? now}
                  {...(isKnown || sent[value] !== undefined ? {} : { 'aria-invalid': true })}
                  onInput={({ currentTarget }) => onSend(value, currentTarget.value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <datalist id="values-allowed">
        {answer.allowed.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </>
  );
}
