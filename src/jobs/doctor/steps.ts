/** Everything that is looked at, in order. */
import type { VendorCheck, VendorFinding } from '../../core/vendor-profile.js';
import { createAddress, sizeAddresses } from './addresses.js';
import { createFirst, createSecond } from './create.js';
import { repeatEmail, repeatExternalId } from './duplicates.js';
import { readFirst, updateFirst } from './fields.js';
import { orderCustomers, pageCustomers, sizeCustomers } from './lists.js';
import { createSubAccount, createSubAccountAddress, listSubAccounts } from './sub-accounts.js';
import { clear, leaveOut } from './updates.js';
import type { Visit } from './visit.js';

export interface DoctorStep {
  /** What it finds out. */
  readonly checks: readonly VendorCheck[];
  /** It makes addresses or sub-accounts, which needs a wallet. */
  readonly needsWallet?: boolean;
  /** Throws `Unanswered` where it can't continue. */
  readonly run: (visit: Visit) => Promise<readonly VendorFinding[]>;
}

export const STEPS: readonly DoctorStep[] = [
  { checks: ['createStatus', 'createAnswer', 'clock'], run: createFirst },
  {
    checks: ['externalId', 'emailUnique', 'name', 'email', 'phone', 'description', 'address', 'metaData'],
    run: readFirst,
  },
  { checks: ['zipcode'], run: createSecond },
  { checks: ['duplicateExternalId'], run: repeatExternalId },
  { checks: ['duplicateEmail'], run: repeatEmail },
  { checks: ['pageSizeCustomers'], run: sizeCustomers },
  { checks: ['pagesCustomers', 'totalPagesCustomers'], run: pageCustomers },
  { checks: ['orderCustomers'], run: orderCustomers },
  {
    checks: ['addressCreate', 'addressText', 'addressOwner', 'addressFilter', 'assetFilter'],
    needsWallet: true,
    run: createAddress,
  },
  { checks: ['pageSizeAddresses'], needsWallet: true, run: sizeAddresses },
  { checks: ['subAccountCreate'], needsWallet: true, run: createSubAccount },
  { checks: ['subAccountList', 'pageSizeSubAccounts'], needsWallet: true, run: listSubAccounts },
  {
    checks: ['subAccountCustomerId', 'subAccountAddressList'],
    needsWallet: true,
    run: createSubAccountAddress,
  },
  {
    checks: [
      'updateName',
      'updateEmail',
      'updatePhone',
      'updateDescription',
      'updateAddress',
      'updateMetaData',
    ],
    run: updateFirst,
  },
  { checks: ['leftOut'], run: leaveOut },
  { checks: ['clearing'], run: clear },
];
