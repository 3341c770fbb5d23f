import { refuse, type Reply, type Success } from '../http/reply.js';
import type { AlreadyExistsForm, ErrorEnvelope } from '../options.js';

/** The answer to a create whose externalId or email is taken, in the chosen form. `existing`: the record that has it. */
export function toAlreadyExists(form: AlreadyExistsForm, message: string, existing: Success): Reply {
  if (form === '200') return existing;
  if (form === '400-bare') return refuse(400, 'Bad Request');
  const status = Number(form.slice(0, 3));
  const envelope = form.slice(4);
  const refusal = refuse(status, message);
  return envelope === '' ? refusal : { ...refusal, envelope: envelope as ErrorEnvelope };
}
