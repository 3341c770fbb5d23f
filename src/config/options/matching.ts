/** Options that say how rows are recognised and compared with each other; the same for a check as for an import. */
import { MATCH_KEYS } from '../../core/types.js';
import { flag, inGroup, option } from './option.js';
import { choice, KEY_LIST, matchKeys, toEither, withCommas } from './values.js';

const DUPLICATES = ['error', 'first', 'last'] as const;

export const MATCHING = inGroup('Matching', {
  match: option(matchKeys, {
    valueName: 'KEYS',
    help: 'Keys that identify a customer, in the order tried',
    inFile: withCommas(matchKeys, KEY_LIST),
    default: MATCH_KEYS.join(','),
  }),
  duplicates: option(choice(DUPLICATES), {
    valueName: 'HOW',
    help: `Rows of the source that share a key: ${toEither(DUPLICATES)}`,
    default: 'error',
    choices: DUPLICATES,
  }),
});

export const EMAIL_UNIQUE = inGroup('Matching', {
  emailUnique: flag('Let the API refuse a second customer with an email; --no-email-unique allows it', {
    isOn: true,
  }),
});
