/** Codes of rows that come from matching, and from the answers of the API. */
import { explained } from './explanation.js';

export const OF_API = {
  not_kept: explained(
    'bulk_not_kept: metaData.plan',
    'The API drops or changes fields without an error.',
    'Another program changed the customer at the same time.',
  ),
  refused_yet_done: explained(
    'POST /customers: 409, and the customer is there',
    'A proxy on the way sent the request twice, and answered with what the API said to the second one.',
    'A gateway throttled or redirected a request that it had passed on.',
    'Another program created the same customer at the same moment.',
  ),
  customer_id_refused: explained(
    '--sub-account per-customer',
    'The API accepts no customerId for an address under a sub-account.',
  ),
  address_twice: explained(
    'Two BTC addresses of one customer',
    'Two imports ran at the same time on two machines.',
    'A colleague created an address in the dashboard.',
  ),
  address_not_listed: explained(
    'bulk_address_status: created, and the code in bulk_warnings',
    'The list of addresses is behind the write.',
    'The list leaves out addresses of this kind; `doctor` shows it.',
  ),
  place_renamed: explained(
    '--account-id with an older uid',
    'The wallet or sub-account was renamed, or has two uids.',
  ),
  address_owner_unknown: explained(
    '--sub-account-id UID with a label that names no customer',
    'The sub-account holds addresses without a customer and without a label that names one.',
  ),
  external_id_kept: explained(
    'The row C17 matches by email a customer with externalId C5',
    'The customer was created by hand, or by another program.',
    'Two systems have an id of their own for the customer.',
  ),
  plan_stale: explained(
    'bitpowr-bulk apply RUN\n# a day after the dry run',
    'Someone changed the customer in the dashboard.',
    'Another import ran after the dry run.',
  ),
  not_found: explained(
    '--mode update and a new customer',
    'The customer was never created, or was deleted.',
    'The key is wrong.',
    'The credential belongs to another organisation, or to TEST instead of LIVE.',
  ),
  ambiguous_match: explained(
    'Two customers with ada@example.com',
    'Two customers share an email at the API.',
    'An earlier program created customers twice.',
  ),
  keys_disagree: explained(
    'externalId C17 is Ada, and the email of the row is that of Bo',
    'The row has the id of one customer and the email of another.',
    'An email changed hands.',
  ),
  api_rejected: explained(
    'POST /customers: 422, phone is not valid',
    'The API has a rule that the check does not know.',
    'The email belongs to another customer, and --email-unique is on.',
  ),
  api_not_found: explained(
    'A bulk_uid of TEST with a LIVE credential',
    'The customer was deleted.',
    'The uid belongs to another organisation.',
  ),
  api_unavailable: explained(
    '503 Service Unavailable, five times',
    'The service is down or overloaded.',
    'The network is down between this machine and the API.',
  ),
  still_in_doubt: explained(
    'POST /customers: the connection was cut before the answer',
    'The connection broke while the API worked on the request, and the list of customers does not say whether it did.',
    'An undo would delete a customer that an earlier run, too, says it made.',
  ),
  delete_unsupported: explained(
    'bitpowr-bulk undo RUN --delete-created',
    'The API has no request that deletes customers.',
  ),
  address_failed: explained(
    'POST /addresses: 500',
    'The asset is not enabled in the wallet.',
    'The service for addresses is down.',
  ),
  address_invalid: explained(
    'An address of the test network for a LIVE wallet',
    'The answer is damaged, or of another request.',
    'The wallet is of another network or asset.',
  ),
} as const;
