import type { Success } from '../http/reply.js';
import type { AnswerSwitches } from '../options.js';

/** The key of a record in the envelope `named`. */
export type RecordKind = 'customer' | 'address' | 'subAccount';

/** What was done with the record in the answer. `change`: updated or deleted. */
export type Deed = 'read' | 'create' | 'change';

/** An answer with one record, wrapped as the switches say, or with an empty body. */
export function toRecordReply(
  kind: RecordKind,
  view: unknown,
  deed: Deed,
  switches: AnswerSwitches,
): Success {
  const isCreate = deed === 'create';
  return {
    kind: 'success',
    status: isCreate ? switches.createStatus : 200,
    body: isEmpty(deed, switches.emptyBodies) ? undefined : wrap(kind, view, switches.recordEnvelope),
    isCreate,
  };
}

function isEmpty(deed: Deed, emptyBodies: AnswerSwitches['emptyBodies']): boolean {
  return emptyBodies === 'writes' ? deed !== 'read' : emptyBodies === 'creates' && deed === 'create';
}

function wrap(kind: RecordKind, view: unknown, envelope: AnswerSwitches['recordEnvelope']): unknown {
  switch (envelope) {
    case 'data':
      return { status: 'success', data: view };
    case 'array':
      return { status: 'success', data: [view] };
    case 'named':
      return { status: 'success', data: { [kind]: view } };
    case 'bare':
      return view;
    default:
      return envelope satisfies never;
  }
}
