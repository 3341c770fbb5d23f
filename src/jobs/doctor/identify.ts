/** Whose account it is, and whether the server is Bitpowr at all. */
import { readAccount } from '../../api/wire.js';
import type { ProbeAnswer } from '../../api/probe.js';
import { BulkError } from '../../core/errors.js';
import type { VendorFinding, VendorProfile } from '../../core/vendor-profile.js';
import { asExpected, toNote } from './finding.js';
import { toObject, toRecords } from './records.js';
import { isGood, toSaid, Unanswered, type Visit } from './visit.js';

export interface Identity extends Pick<VendorProfile, 'orgId' | 'mode'> {
  readonly finding: VendorFinding;
}

/** Throws `server_unreachable` where nothing answers like Bitpowr, `credential_rejected`. Changes nothing. */
export async function identify(visit: Visit, baseUrl: string): Promise<Identity> {
  const auth = await askOrThrow(visit, '/auth', baseUrl);
  if (auth.status === 403) {
    throw new BulkError('credential_rejected', `The API refused GET /auth: ${auth.message}`, {
      context: { httpStatus: 403, route: 'GET /auth' },
    });
  }
  const account = readAccount(auth.json);
  if (isGood(auth) && account.kind === 'found') {
    return {
      ...account.value,
      finding: asExpected('auth', 'works', 'it says the organisation and the mode'),
    };
  }
  const list = await askOrThrow(visit, '/customers?page=1&perPage=1', baseUrl);
  const records = toRecords(list.json);
  if (!isGood(list) || records === undefined || toObject(list.json)?.['status'] !== 'success') {
    throw new BulkError(
      'server_unreachable',
      `${baseUrl} does not answer like the Bitpowr API: GET /auth was answered ${toSaid(auth)}, GET /customers ${toSaid(list)}, without what Bitpowr says. Nothing was made.`,
      { hint: 'Check --base-url; it ends in /api/v1.', context: { httpStatus: auth.status } },
    );
  }
  const { mode, organizationId } = records[0] ?? {};
  return {
    orgId: typeof organizationId === 'string' ? organizationId : '',
    mode: mode === 'TEST' || mode === 'LIVE' ? mode : 'unknown',
    finding: toNote('auth', {
      result: isGood(auth) ? 'unreadable' : String(auth.status),
      detail: `answered ${toSaid(auth)}, without the organisation and the mode`,
      meaning: 'Other commands read a customer to learn the account; without any customer, they stop.',
    }),
  };
}

async function askOrThrow(visit: Visit, path: string, baseUrl: string): Promise<ProbeAnswer> {
  const [route = path] = path.split('?');
  try {
    return await visit.ask({ method: 'GET', route: `GET ${route}`, path });
  } catch (cause) {
    if (!(cause instanceof Unanswered)) throw cause;
    throw new BulkError(
      'server_unreachable',
      `${baseUrl} can not be reached: ${cause.message}. Nothing was made.`,
      {
        cause,
      },
    );
  }
}
