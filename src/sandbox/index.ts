export {
  disabledCredential,
  expiredCredential,
  liveCredential,
  otherCredential,
  otherOrgId,
  restrictedAccountId,
  restrictedCredential,
  sandboxCredentials,
  sandboxOrgId,
  testCredential,
  type SandboxCredential,
} from './credentials.js';
export { SandboxError, type SandboxErrorCode } from './errors.js';
export { describeSwitches, type SwitchDescription } from './faults/check-switches.js';
export type { LoggedRequest } from './http/request-log.js';
export {
  defaultFaults,
  type AlreadyExistsForm,
  type ErrorEnvelope,
  type SandboxFaults,
  type SandboxOptions,
  type SeedCustomer,
} from './options.js';
export type { ErrorShares, Latency, RequestLimit, Slowdown } from './trouble-switches.js';
export { startSandbox, type Sandbox } from './start-sandbox.js';
export type { Duplicates, SandboxStats } from './stats.js';
export type { Address, AddressType, Customer, SubAccount } from './store/records.js';
export type { SandboxSnapshot } from './store/snapshot.js';
export type { Mode } from './mode.js';
