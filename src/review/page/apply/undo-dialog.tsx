/** What an undo of this run would take back, before anything does, and the command that does it. */
import { useEffect, useState } from 'preact/hooks';
import type { UndoAnswer } from '../../wire.js';
import { useSession } from '../context.js';
import { Command } from '../frame/command.js';
import { Mark } from '../frame/mark.js';
import { Modal } from '../frame/modal.js';
import { FieldValue } from '../frame/value-diff.js';
import { toCount, toNumber } from '../words.js';

interface Props {
  readonly command: string;
  /** Addresses that the run made. */
  readonly addresses: number;
  readonly onClose: () => void;
}

export function UndoDialog({ command, addresses, onClose }: Props) {
  const session = useSession();
  const [undo, setUndo] = useState<UndoAnswer>();
  useEffect(() => {
    void session.ask<UndoAnswer>('/api/undoing').then((answer) => answer && setUndo(answer));
  }, []);
  return (
    <Modal title="What undo would take back" onClose={onClose}>
      {undo === undefined ? (
        <p role="status">Reading what was changed.</p>
      ) : (
        <Taken undo={undo} addresses={addresses} />
      )}
      <p>This page takes nothing back. This command does it; it leaves a customer that was changed since:</p>
      <Command text={command} />
      {undo !== undefined && undo.made > 0 && (
        <>
          <p class="after">With this one, the created customers are deleted, too:</p>
          <Command text={`${command} --delete-created`} />
        </>
      )}
      <div class="actions">
        <button class="button big main" type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Modal>
  );
}

function Taken({ undo, addresses }: { readonly undo: UndoAnswer; readonly addresses: number }) {
  const { restored, made, unknown, changes } = undo;
  return (
    <>
      <ul class="counts">
        {restored > 0 && (
          <li>
            <Mark of="updated" /> {toCount(restored, 'customer gets', 'customers get')} back what{' '}
            {restored === 1 ? 'it' : 'they'} had
          </li>
        )}
        {made > 0 && (
          <li>
            <Mark of="created" /> {toCount(made, 'created customer stays', 'created customers stay')}, unless
            you ask to delete {made === 1 ? 'it' : 'them'}
          </li>
        )}
        {addresses > 0 && (
          <li>
            <Mark of="unchanged" /> {toCount(addresses, 'address stays', 'addresses stay')}, and cannot be
            deleted
          </li>
        )}
        {unknown > 0 && (
          <li>
            <Mark of="failed" /> {toCount(unknown, 'row is', 'rows are')} not known to be done: continue the
            run first
          </li>
        )}
        {restored + made + unknown === 0 && <li>This run has changed no customer.</li>}
      </ul>
      {changes.length > 0 && <Changes undo={undo} />}
    </>
  );
}

/** What each customer gets back. */
function Changes({ undo: { restored, changes } }: { readonly undo: UndoAnswer }) {
  return (
    <div class="undo-changes" tabIndex={0} role="region" aria-label="Customers that get back what they had">
      {changes.map(({ row, name, fields }) => (
        <section key={row}>
          <b dir="auto">{name}</b> <span class="muted small">Row {toNumber(row)}</span>
          <dl class="change-fields">
            {fields.map((field) => (
              <div key={field.field}>
                <dt>{field.field}</dt>
                <dd>
                  <FieldValue field={field} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {restored > changes.length && (
        <p class="muted">and {toCount(restored - changes.length, 'more customer')}.</p>
      )}
    </div>
  );
}
