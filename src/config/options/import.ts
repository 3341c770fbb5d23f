/** Options of `import` alone, and those of addresses, which a few commands share. */
import { VENDOR_PROFILE_NAME } from '../../core/vendor-profile.js';
import { flag, inGroup, option } from './option.js';
import { choice, matching, text, toEither } from './values.js';

const MODES = ['upsert', 'create', 'update'] as const;
const BLANKS = ['keep', 'clear'] as const;
const ZIPCODES = ['auto', 'text', 'number'] as const;
const SUB_ACCOUNTS = ['per-customer'] as const;
const ADDRESS_TYPES = ['segwit', 'wrappedsegwit', 'legacy'] as const;

export const IMPORT = inGroup('Import', {
  /** Decide on every row and stop before anything is sent that changes something. */
  dryRun: flag('Decide on every row and send nothing that changes anything; see apply'),
  mode: option(choice(MODES), {
    valueName: 'MODE',
    help: toEither(MODES),
    default: 'upsert',
    choices: MODES,
  }),
  blank: option(choice(BLANKS), {
    valueName: 'HOW',
    help: 'Empty cells on update: keep what is there, or clear it',
    default: 'keep',
    choices: BLANKS,
  }),
  /** The vendor documents a number. */
  zipcode: option(choice(ZIPCODES), {
    valueName: 'HOW',
    help: 'How zipcodes are sent: auto (a number if it has only digits and no leading zero), text or number',
    default: 'auto',
    choices: ZIPCODES,
  }),
  requireAllValid: flag('Send nothing while any row is invalid'),
  vendorProfile: option(text('a file that `doctor` wrote'), {
    valueName: 'FILE',
    help: 'File that `doctor` wrote',
    isPath: true,
    absent: `${VENDOR_PROFILE_NAME} in the reports folder, if it is of this account`,
  }),
});

const ADDRESS_GROUP = 'Addresses';

export const PROVISION_ADDRESS = inGroup(ADDRESS_GROUP, {
  provisionAddress: flag('One address per row; a column provisionAddress overrides it per row'),
});

export const ASSET = inGroup(ADDRESS_GROUP, {
  asset: option(matching(/^[A-Za-z0-9_-]{1,32}$/, 'the name of an asset, such as BTC'), {
    valueName: 'NAME',
    help: 'Asset of the addresses',
    default: 'BTC',
  }),
});

export const ACCOUNT_ID = inGroup(ADDRESS_GROUP, {
  accountId: option(text('the uid of a wallet'), {
    valueName: 'UID',
    help: 'Wallet for the addresses',
    variable: 'BITPOWR_ACCOUNT_ID',
  }),
});

export const ADDRESSES = inGroup(ADDRESS_GROUP, {
  subAccountId: option(text('the uid of a sub-account'), {
    valueName: 'UID',
    help: 'Sub-account for the addresses; a column subAccountId overrides it per row',
  }),
  subAccount: option(choice(SUB_ACCOUNTS), {
    valueName: 'HOW',
    help: `${toEither(SUB_ACCOUNTS)}: make a sub-account for each customer, with the address under it`,
    choices: SUB_ACCOUNTS,
  }),
  addressType: option(choice(ADDRESS_TYPES), {
    valueName: 'TYPE',
    help: toEither(ADDRESS_TYPES),
    default: 'segwit',
    choices: ADDRESS_TYPES,
  }),
  addressLabel: option(
    matching(
      /^(?:[^{}]|\{(?:externalId|email|name|uid)\})+$/,
      'a text with only the placeholders {externalId}, {email}, {name} and {uid}',
    ),
    {
      valueName: 'TEMPLATE',
      help: 'Label of an address, with {externalId}, {email}, {name}, {uid}',
      default: '{externalId}',
    },
  ),
});
