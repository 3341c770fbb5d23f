import { refuse, success, type Reply } from '../http/reply.js';
import type { AlreadyExistsForm, ErrorEnvelope } from '../options.js';

/** The answer to a create whose externalId or email is taken, in the form that is switched on. */
export function toAlreadyExists(form: AlreadyExistsForm, message: string, existing: unknown): Reply {
  if (form === '200') return success(existing);
  const status = Number(form.slice(0, 3));
  const envelope = form.slice(4);
  const refusal = refuse(status, message);
  return envelope === '' ? refusal : { ...refusal, envelope: envelope as ErrorEnvelope };
}
