import type { Mode } from './mode.js';

/** One set of keys that the sandbox knows. Every form of authentication in it is accepted. */
export interface SandboxCredential {
  orgId: string;
  mode: Mode;
  publicKey?: string;
  secretKey?: string;
  /** A ready-made token, sent as `Bearer <token>`. */
  token?: string;
  /** A dashboard key, sent as `Basic <API_KEY>`. */
  apiKey?: string;
  /** The only wallets this credential may touch. @default all */
  accountIds?: readonly string[];
  /** Known keys that are refused, with this message. @default 'active' */
  state?: 'active' | 'expired' | 'disabled';
}

/** The organisation of `test_token_sandbox` and `live_token_sandbox`. */
export const sandboxOrgId = '5a4d0000-0000-4000-8000-000000000001';

/** The organisation of `test_token_other`: another customer base on the same server. */
export const otherOrgId = '5a4d0000-0000-4000-8000-000000000002';

/** The wallet that `test_key_restricted` is limited to; any other gives ACCOUNT_ACCESS_DENIED. */
export const restrictedAccountId = 'wallet-restricted';

export const testCredential = {
  orgId: sandboxOrgId,
  mode: 'TEST',
  publicKey: 'test_pub_sandbox',
  secretKey: 'test_sec_sandbox',
  token: 'test_token_sandbox',
  apiKey: 'test_key_sandbox',
} as const satisfies SandboxCredential;

export const liveCredential = {
  orgId: sandboxOrgId,
  mode: 'LIVE',
  publicKey: 'live_pub_sandbox',
  secretKey: 'live_sec_sandbox',
  token: 'live_token_sandbox',
  apiKey: 'live_key_sandbox',
} as const satisfies SandboxCredential;

export const otherCredential = {
  orgId: otherOrgId,
  mode: 'TEST',
  publicKey: 'test_pub_other',
  secretKey: 'test_sec_other',
  token: 'test_token_other',
  apiKey: 'test_key_other',
} as const satisfies SandboxCredential;

export const restrictedCredential = {
  orgId: sandboxOrgId,
  mode: 'TEST',
  apiKey: 'test_key_restricted',
  accountIds: [restrictedAccountId],
} as const satisfies SandboxCredential;

export const expiredCredential = {
  orgId: sandboxOrgId,
  mode: 'TEST',
  publicKey: 'expired_pub_sandbox',
  secretKey: 'expired_sec_sandbox',
  token: 'expired_token_sandbox',
  apiKey: 'expired_key_sandbox',
  state: 'expired',
} as const satisfies SandboxCredential;

export const disabledCredential = {
  orgId: sandboxOrgId,
  mode: 'TEST',
  publicKey: 'disabled_pub_sandbox',
  secretKey: 'disabled_sec_sandbox',
  token: 'disabled_token_sandbox',
  apiKey: 'disabled_key_sandbox',
  state: 'disabled',
} as const satisfies SandboxCredential;

/** All that the sandbox accepts by default; the first one owns the seed customers. */
export const sandboxCredentials: readonly SandboxCredential[] = [
  testCredential,
  liveCredential,
  otherCredential,
  restrictedCredential,
  expiredCredential,
  disabledCredential,
];
