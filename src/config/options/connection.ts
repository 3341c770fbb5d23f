/** Options of the commands that talk to the API. */
import { flag, inGroup, option } from './option.js';
import { count, duration, integer, matching, positive, reserve, text } from './values.js';

/** From the vendor's reference. */
export const VENDOR_BASE_URL = 'https://developers.bitpowr.com/api/v1';

const GROUP = 'Connection';

/** Where the API is. Only the command line has these: a job gets a connection. */
export const PLACE = inGroup(GROUP, {
  baseUrl: option(text('a URL'), {
    valueName: 'URL',
    help: 'The API',
    variable: 'BITPOWR_BASE_URL',
    default: VENDOR_BASE_URL,
  }),
  sandbox: flag('Use the embedded sandbox; its state is kept in <reports-dir>/sandbox.sqlite'),
  credentials: option(text('a file'), {
    valueName: 'FILE',
    help: 'File with BITPOWR_… variables; the environment overrides it',
    isPath: true,
  }),
  /** Node 20 takes an option of this name for its own. */
  envFile: option(text('a file'), {
    valueName: 'FILE',
    help: 'Former name of --credentials',
    isFlagOnly: true,
  }),
});

export const CONNECTION = inGroup(GROUP, {
  live: flag('Allow writes when the credential is a LIVE one', {
    /** A file stays where it is, and the credential beside it may change. So the file names the account that was meant. */
    inFile: matching(
      /^[\w-]+$/,
      'the uid of the organisation whose LIVE customers may change, as `bitpowr-bulk auth` prints it',
    ),
  }),
  concurrency: option(integer(1, 256), {
    valueName: 'N',
    help: 'Requests in flight at most',
    default: '32',
  }),
  rate: option(positive(100_000), {
    valueName: 'N',
    help: 'Requests per second at most',
    absent: 'no cap',
  }),
  /** Part of the found limit; `rate` is taken as it is. */
  reserve: option(reserve, {
    valueName: 'PERCENT',
    help: 'Part of the limit that is left to others on the same token, such as 30%',
    default: '0%',
  }),
  timeout: option(positive(3600), { valueName: 'SECONDS', help: 'Seconds for one request', default: '30' }),
  maxDuration: option(duration, {
    valueName: 'TIME',
    help: 'Stop after this time (90, 30m, 2h), resumable',
  }),
  maxRequests: option(count(), { valueName: 'N', help: 'Stop after N requests, resumable' }),
});
