/** One customer: who it is, how it was found, and each field before and after. */
import type { CustomerChange } from '../../wire.js';
import { useSession } from '../context.js';
import { Mark, toOutcome } from '../frame/mark.js';
import { FieldValue } from '../frame/value-diff.js';
import { NO_FILTER } from '../route.js';
import { toNumber } from '../words.js';
import { KIND_WORDS } from './kinds.js';

interface Props {
  readonly change: CustomerChange;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onChoose: () => void;
}

export function ChangeItem({ change, isOpen, onOpen, onChoose }: Props) {
  const { kind, mark, name, row, foundBy, isChosen, canChoose } = change;
  const isOut = canChoose && !isChosen;
  return (
    <div class={`change${kind === 'emptied' && !isOut ? ' is-emptied' : ''}${isOut ? ' out' : ''}`}>
      <input
        type="checkbox"
        checked={isChosen}
        disabled={!canChoose}
        tabIndex={-1}
        aria-label={`Send row ${row}, ${name}`}
        onChange={onChoose}
      />
      <Mark of={kind === 'address' ? 'created' : toOutcome(mark)} />
      <div class="who">
        <b dir="auto">{name === '' ? 'no name' : name}</b>
        <span class="muted small">
          Row {toNumber(row)}
          {foundBy !== '' && `, ${foundBy}`}
        </span>
      </div>
      <Fields change={change} isOpen={isOpen} onOpen={onOpen} isOut={isOut} />
      <span class={`outcome small strong text-${KIND_WORDS[kind].outcome}`}>{toWord(change, isOut)}</span>
    </div>
  );
}

function toWord({ kind, fields }: CustomerChange, isOut: boolean): string {
  if (isOut) return 'Left out by you';
  const emptied = fields.filter(({ isEmptied }) => isEmptied).length;
  if (kind === 'emptied' && fields.length > emptied)
    return `Emptied ${emptied}, updated ${fields.length - emptied}`;
  if (kind === 'emptied') return `Emptied ${emptied}`;
  if (kind === 'updated') return `Updated ${fields.length}`;
  return KIND_WORDS[kind].word;
}

interface FieldsProps {
  readonly change: CustomerChange;
  readonly isOpen: boolean;
  readonly isOut: boolean;
  readonly onOpen: () => void;
}

/** A new customer in one line, until all fields are asked for. */
function Fields({ change, isOpen, isOut, onOpen }: FieldsProps) {
  const { kind, fields, address, why, warnings, row } = change;
  const isShort = kind === 'created' && !isOpen && fields.length > 1;
  return (
    <dl class="change-fields">
      {isShort ? (
        <div>
          <dt>all fields</dt>
          <dd>
            <bdi>
              {fields
                .map(({ after }) => after)
                .filter((value) => value !== '' && value !== change.name)
                .slice(0, 4)
                .join(', ')}
            </bdi>{' '}
            <button class="link" type="button" tabIndex={-1} onClick={onOpen}>
              show {fields.length}
            </button>
          </dd>
        </div>
      ) : (
        fields.map((field) => (
          <div key={field.field}>
            <dt>{field.field}</dt>
            <dd>
              {kind === 'created' ? <bdi>{field.after}</bdi> : <FieldValue field={field} isQuiet={isOut} />}
            </dd>
          </div>
        ))
      )}
      {why !== '' && (
        <div>
          <dt>{kind === 'conflict' ? 'matches' : 'not sent'}</dt>
          <dd>
            {why} <FixLink row={row} text={kind === 'conflict' ? 'Choose one' : 'Fix it'} />
          </dd>
        </div>
      )}
      {address !== '' && (
        <div>
          <dt>address</dt>
          <dd class="text-created">{address}</dd>
        </div>
      )}
      {warnings.map((warning) => (
        <div key={warning}>
          <dt>worth a look</dt>
          <dd class="text-invalid">{warning}</dd>
        </div>
      ))}
    </dl>
  );
}

function FixLink({ row, text }: { readonly row: number; readonly text: string }) {
  const session = useSession();
  return (
    <button
      class="link"
      type="button"
      tabIndex={-1}
      onClick={() => session.navigation.go({ step: 'fix', filter: NO_FILTER, row })}
    >
      {text}
    </button>
  );
}
