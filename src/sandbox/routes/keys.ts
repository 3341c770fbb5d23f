import { randomUUID } from 'node:crypto';
import { addCredential } from '../authenticate.js';
import { refuse, success, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from './call.js';

/** Routes about the credential itself. */
export const keyRoutes: readonly Route[] = [
  route('GET', '/auth', readAuth),
  route('POST', '/utils/generateToken', generateToken),
];

function readAuth({ grant, ground }: Call): Reply {
  if (ground.faults.auth === '404') return refuse(404, 'Not found');
  const { mode, orgId } = grant;
  return { kind: 'success', status: 200, body: { status: 'success', mode, data: { orgId, mode } } };
}

/** Creates a token for the same organisation and mode; it lasts as long as the server. */
function generateToken({ grant, ground }: Call): Reply {
  const { mode, orgId, accountIds } = grant;
  const token = `${mode.toLowerCase()}_token_${randomUUID()}`;
  addCredential(ground.book, { orgId, mode, token, ...(accountIds === undefined ? {} : { accountIds }) });
  return success({ token });
}
