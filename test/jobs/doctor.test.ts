import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readVendorProfile } from '../../src/config/vendor-profile.js';
import { VENDOR_CHECKS, type VendorCheck } from '../../src/core/vendor-profile.js';
import type { DoctorReport } from '../../src/jobs/doctor/doctor.js';
import { liveCredential, testCredential, type SandboxFaults } from '../../src/sandbox/index.js';
import { findingOf, liveCustomers, openDoctorBench } from '../support/run-doctor.js';

const testToken = testCredential.token;

type Results = Partial<Record<VendorCheck, string>>;

/** What an API says that does all as the program expects. */
const PLAIN: Results = {
  auth: 'works',
  createStatus: '200',
  createAnswer: 'record',
  duplicateExternalId: '409',
  duplicateEmail: '409',
  emailUnique: 'accepted',
  externalId: 'kept',
  name: 'kept',
  email: 'kept',
  phone: 'kept',
  description: 'kept',
  address: 'kept',
  metaData: 'kept',
  zipcode: 'any',
  updateName: 'kept',
  updateEmail: 'kept',
  updatePhone: 'kept',
  updateDescription: 'kept',
  updateAddress: 'kept',
  updateMetaData: 'kept',
  leftOut: 'cleared',
  clearing: 'null',
  pageSizeCustomers: '100',
  pagesCustomers: 'honoured',
  totalPagesCustomers: 'body',
  orderCustomers: 'honoured',
  addressCreate: '200',
  addressText: 'valid',
  addressOwner: 'echoed',
  addressFilter: 'honoured',
  assetFilter: 'honoured',
  pageSizeAddresses: '100',
  subAccountCreate: 'kept',
  subAccountList: 'list',
  pageSizeSubAccounts: '100',
  subAccountCustomerId: 'kept',
  subAccountAddressList: 'works',
  throttling: 'not met',
  delete: 'works',
};

/** All but the clock, which has a test of its own. */
function resultsOf({ profile }: DoctorReport): Results {
  const others = profile.findings.filter(({ id }) => id !== 'clock');
  return Object.fromEntries(others.map(({ id, result }) => [id, result]));
}

/** What each switch of the sandbox changes. */
const CASES: readonly (readonly [Partial<SandboxFaults>, Results])[] = [
  [{}, {}],
  [{ createStatus: 201 }, { createStatus: '201', addressCreate: '201' }],
  [{ createStatus: 202 }, { createStatus: '202', addressCreate: '202' }],
  [{ emptyBodies: 'creates' }, { createAnswer: 'empty', addressCreate: 'without a record' }],
  [{ emptyBodies: 'writes' }, { createAnswer: 'empty', addressCreate: 'without a record' }],
  [{ recordEnvelope: 'array' }, {}],
  [{ recordEnvelope: 'bare' }, {}],
  [{ alreadyExists: '200' }, { duplicateExternalId: 'existing', duplicateEmail: 'existing' }],
  [{ alreadyExists: '422' }, { duplicateExternalId: '422 message', duplicateEmail: '422 message' }],
  [{ alreadyExists: '400-html' }, { duplicateExternalId: '400 message', duplicateEmail: '400 message' }],
  [{ alreadyExists: '400-bare' }, { duplicateExternalId: '400 bare', duplicateEmail: '400 bare' }],
  [{ updateClears: false }, { leftOut: 'kept' }],
  [{ delete: '404' }, { delete: '404' }],
  [{ delete: '405' }, { delete: '405' }],
  [{ listsDeleted: false }, {}],
  [{ numericPhone: true }, { phone: 'different', updatePhone: 'different' }],
  [{ numericZip: true }, {}],
  [{ strictZip: true }, { zipcode: 'number' }],
  [{ zipcodeType: 'number' }, { zipcode: 'number' }],
  [{ zipcodeType: 'text' }, { zipcode: 'text' }],
  [{ sparseAnswers: true }, {}],
  [{ unknownFields: true }, {}],
  [{ metaDataForm: 'text' }, { metaData: 'text', updateMetaData: 'text' }],
  [{ nameForm: 'upper' }, { name: 'different', updateName: 'different' }],
  [{ nameForm: 'squeezed' }, { updateName: 'different' }],
  [{ refuseNull: true }, { clearing: 'empty' }],
  [{ refuseEmptyText: true }, {}],
  [{ refuseNull: true, refuseEmptyText: true }, { clearing: 'omit' }],
  [
    { refuseNull: true, refuseEmptyText: true, updateClears: false },
    { clearing: 'nothing', leftOut: 'kept' },
  ],
  [{ ignoredFields: ['externalId'] }, { externalId: 'dropped', duplicateExternalId: 'skipped' }],
  [{ refusedFields: ['externalId'] }, { externalId: 'refused', duplicateExternalId: 'skipped' }],
  [{ ignoredFields: ['emailUnique'] }, { duplicateEmail: 'accepted' }],
  [{ refusedFields: ['emailUnique'] }, { emailUnique: 'refused', duplicateEmail: 'skipped' }],
  [{ ignoredFields: ['email'] }, { email: 'dropped', updateEmail: 'dropped', duplicateEmail: 'skipped' }],
  [{ refusedFields: ['email'] }, { email: 'refused', updateEmail: 'refused', duplicateEmail: 'skipped' }],
  [{ ignoredFields: ['phone'] }, { phone: 'dropped', updatePhone: 'dropped' }],
  [{ refusedFields: ['phone'] }, { phone: 'refused', updatePhone: 'refused' }],
  [
    { ignoredFields: ['description'] },
    { description: 'dropped', updateDescription: 'dropped', clearing: 'unknown' },
  ],
  [
    { refusedFields: ['description'] },
    { description: 'refused', updateDescription: 'refused', clearing: 'unknown' },
  ],
  [{ ignoredFields: ['address'] }, { address: 'dropped', updateAddress: 'dropped', zipcode: 'dropped' }],
  [{ refusedFields: ['address'] }, { address: 'refused', updateAddress: 'refused', zipcode: 'unknown' }],
  [{ ignoredFields: ['address.zipcode'] }, { zipcode: 'dropped' }],
  [{ refusedFields: ['address.zipcode'] }, { zipcode: 'refused' }],
  [{ ignoredFields: ['metaData'] }, { metaData: 'dropped', updateMetaData: 'dropped' }],
  [{ refusedFields: ['metaData'] }, { metaData: 'refused', updateMetaData: 'refused' }],
  [{ pagingIn: 'none' }, { totalPagesCustomers: 'absent' }],
  [{ pagingIn: 'headers' }, { totalPagesCustomers: 'header' }],
  [{ pageAsText: true }, {}],
  [{ ignoresPage: true }, { pagesCustomers: 'ignored' }],
  [
    { maxPerPage: 20, refuseLargePerPage: true },
    { pageSizeCustomers: '20', pageSizeAddresses: '20', pageSizeSubAccounts: '20' },
  ],
  [{ echoCustomerId: false }, { addressOwner: 'kept' }],
  [{ ignoredFilters: ['customerId'] }, { addressFilter: 'ignored' }],
  [
    { ignoredFilters: ['customerId'], echoCustomerId: false },
    { addressFilter: 'ignored', addressOwner: 'unknown', subAccountCustomerId: 'unknown' },
  ],
  [{ ignoredFilters: ['asset'] }, { assetFilter: 'ignored' }],
  [{ ignoredFields: ['addresses.customerId'] }, { addressOwner: 'dropped' }],
  [{ refusedFields: ['addresses.customerId'] }, { addressOwner: 'refused' }],
  [{ ignoredFields: ['subAccount.customerId'] }, { subAccountCreate: 'dropped' }],
  [{ refusedFields: ['subAccount.customerId'] }, { subAccountCreate: 'refused' }],
  [{ ignoredFields: ['subAccountAddress.customerId'] }, { subAccountCustomerId: 'dropped' }],
  [
    { ignoredFields: ['subAccountAddress.customerId'], echoCustomerId: false },
    { subAccountCustomerId: 'dropped', addressOwner: 'kept' },
  ],
  [{ refusedFields: ['subAccountAddress.customerId'] }, { subAccountCustomerId: 'refused' }],
  [{ subAccountsList: 'object' }, { subAccountList: 'object', pageSizeSubAccounts: 'skipped' }],
  [{ subAccountsList: '403' }, { subAccountList: '403', pageSizeSubAccounts: 'skipped' }],
  [{ subAccountsList: '404' }, { subAccountList: '404', pageSizeSubAccounts: 'skipped' }],
  [
    { assets: ['USDT'] },
    {
      addressCreate: 'refused',
      addressText: 'unknown',
      addressOwner: 'unknown',
      addressFilter: 'unknown',
      assetFilter: 'unknown',
      subAccountCustomerId: 'unknown',
      subAccountAddressList: 'unknown',
    },
  ],
  [{ badAddress: 'checksum' }, { addressText: 'invalid' }],
  [{ badAddress: 'wrong-network' }, { addressText: 'invalid' }],
  [{ limit: { requests: 10, perMs: 200, kind: 'window', retryAfter: 'seconds' } }, { throttling: 'told' }],
  [{ limit: { requests: 10, perMs: 200, kind: 'window', retryAfter: 'none' } }, { throttling: 'absent' }],
];

describe('doctor', () => {
  test.each(CASES.map(([faults, changes]) => [JSON.stringify(faults), faults, changes] as const))(
    'reports what %s changes, and nothing else; no customer stays but where none can be deleted',
    async (_name, faults, changes) => {
      const bench = await openDoctorBench({ faults });
      const report = await bench.run();
      expect(resultsOf(report)).toEqual({ ...PLAIN, ...changes });
      expect(liveCustomers(bench)).toHaveLength(faults.delete === undefined ? 0 : 2);
    },
  );

  test('looks at everything once, in the order of the table, and says of all that it is as expected', async () => {
    const bench = await openDoctorBench();
    const report = await bench.run();
    expect(report.profile.findings.map(({ id }) => id)).toEqual(Object.keys(VENDOR_CHECKS));
    expect(new Set(report.profile.findings.map(({ severity }) => severity))).toEqual(new Set(['ok']));
    expect(report.exitCode).toBe(0);
    expect(report.profile.facts).toEqual({
      keepsExternalId: 'kept',
      zipcode: 'any',
      clears: 'null',
      subAccountCustomerId: 'kept',
      largestPage: 100,
      subAccountOwner: 'kept',
      refusesTwinByExternalId: 'yes',
      refusesTwinByEmail: 'yes',
      createStatus: 200,
    });
  });

  test('makes two customers, a sub-account and two addresses, all named clearly, and lists each', async () => {
    const bench = await openDoctorBench();
    const { profile } = await bench.run();
    const { customers, addresses, subAccounts } = bench.sandbox.snapshot();
    expect([customers, addresses, subAccounts].map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(customers.map(({ name }) => name)).toEqual([
      'bitpowr-bulk doctor 1 (safe to delete)',
      'bitpowr-bulk doctor 2 (safe to delete)',
    ]);
    const [first] = customers;
    expect(first?.externalId).toMatch(/^bitpowr-bulk-doctor-[0-9a-f]{8}-1$/);
    expect(first?.email).toBe(`${first?.externalId ?? ''}@example.com`);
    expect(addresses.every(({ label }) => label?.includes('safe to delete') === true)).toBe(true);
    const uids = [...customers, ...addresses, ...subAccounts].map(({ uid }) => uid).sort();
    expect(profile.made.map(({ uid }) => uid).sort()).toEqual(uids);
    expect(profile.made.filter(({ isDeleted }) => isDeleted).map(({ kind }) => kind)).toEqual([
      'customer',
      'customer',
    ]);
  });

  test('leaves addresses out without a wallet, and says so', async () => {
    const bench = await openDoctorBench();
    const report = await bench.run({ accountId: undefined });
    expect(bench.sandbox.snapshot()).toMatchObject({ addresses: [], subAccounts: [] });
    expect(findingOf(report, 'addressOwner')).toMatchObject({
      severity: 'skipped',
      detail: 'not asked: give --account-id with a wallet to test addresses',
    });
    expect(report.exitCode).toBe(0);
  });

  test('writes the profile, readable by its owner only, and it is read back as it was', async () => {
    const bench = await openDoctorBench({ faults: { zipcodeType: 'number' } });
    const report = await bench.run();
    const path = join(bench.reportsDir, 'vendor-profile.json');
    expect(report.path).toBe(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(readVendorProfile(path)).toEqual(report.profile);
    expect(report.exitCode).toBe(1);
  });

  test.each([
    [{ createdAtSkewMs: -3_600_000 }, /^-36\d{5} ms$|^-359\d{4} ms$/],
    [{ omitCreatedAt: true }, /^absent$/],
  ])(
    'tells how far createdAt is from the Date header with %j, and does not mind',
    async (faults, expected) => {
      const report = await (await openDoctorBench({ faults })).run({ accountId: undefined });
      expect(findingOf(report, 'clock')).toMatchObject({ severity: 'ok' });
      expect(findingOf(report, 'clock').result).toMatch(expected);
    },
  );

  test('says where pages are smaller than asked for', async () => {
    const bench = await openDoctorBench({ seedCustomers: 40, faults: { maxPerPage: 20 } });
    expect(findingOf(await bench.run(), 'pageSizeCustomers')).toMatchObject({
      severity: 'note',
      result: '100',
      detail: 'perPage=100 was accepted, and gives 20 records',
    });
  });

  test('names a form of answers that the client can not read', async () => {
    const report = await (await openDoctorBench({ faults: { recordEnvelope: 'named' } })).run();
    const { result } = findingOf(report, 'createAnswer');
    expect({ ...resultsOf(report), createAnswer: '' }).toEqual({ ...PLAIN, createAnswer: '' });
    expect(['record', 'unreadable']).toContain(result);
  });

  test('sends no more than the 70 requests that the guide tells of', async () => {
    const bench = await openDoctorBench();
    await bench.run();
    expect(bench.sandbox.stats().total).toBeLessThanOrEqual(70);
  });

  test('takes the organisation and the mode from a customer where there is no /auth', async () => {
    const bench = await openDoctorBench({ seedCustomers: 1, faults: { auth: '404' } });
    const report = await bench.run();
    expect(resultsOf(report)).toEqual({ ...PLAIN, auth: '404' });
    expect(report.profile).toMatchObject({
      mode: 'TEST',
      orgId: bench.sandbox.snapshot().customers[0]?.organizationId,
    });
  });

  test('makes nothing where nothing says that the credential is a TEST one', async () => {
    const bench = await openDoctorBench({ faults: { auth: '404' } });
    await expect(bench.run()).rejects.toMatchObject({ code: 'live_not_confirmed' });
    expect(bench.sandbox.snapshot().customers).toEqual([]);
  });

  test('makes nothing with a LIVE credential but with --live', async () => {
    const bench = await openDoctorBench();
    const token = liveCredential.token;
    await expect(bench.run({}, { token })).rejects.toMatchObject({ code: 'live_not_confirmed' });
    expect(bench.sandbox.snapshot().customers).toEqual([]);
    const { profile } = await bench.run({ live: true }, { token });
    expect(profile.mode).toBe('LIVE');
    expect(liveCustomers(bench)).toEqual([]);
  });

  test('continues where a step fails, and finds customers again whose creates were cut', async () => {
    const bench = await openDoctorBench({ faults: { faultsOn: ['POST /customers'], cutAfterEvery: 1 } });
    const report = await bench.run();
    expect(findingOf(report, 'createStatus')).toMatchObject({ severity: 'unknown' });
    expect(findingOf(report, 'createStatus').detail).toMatch(/^could not be found out: POST \/customers /);
    expect(findingOf(report, 'externalId')).toMatchObject({ result: 'kept' });
    expect(findingOf(report, 'leftOut')).toMatchObject({ result: 'cleared' });
    expect(liveCustomers(bench)).toEqual([]);
    expect(report.exitCode).toBe(1);
  });

  test('says of everything that it could not be found out where no customer can be made', async () => {
    const bench = await openDoctorBench({ faults: { faultsOn: ['POST'], errorRate: 1 } });
    const report = await bench.run();
    const known = report.profile.findings.filter(({ severity }) => severity === 'ok').map(({ id }) => id);
    expect(known).toEqual([
      'auth',
      'pageSizeCustomers',
      'pageSizeAddresses',
      'subAccountList',
      'pageSizeSubAccounts',
      'throttling',
    ]);
    expect(report.profile.made).toEqual([]);
  });

  test('when interrupted, lists what it made, and writes no profile', async () => {
    const bench = await openDoctorBench();
    const report = await bench.run(
      {},
      { onEvent: (event, interrupt) => event.type === 'progress' && event.done === 3 && interrupt() },
    );
    expect(report).toMatchObject({ exitCode: 130, path: undefined });
    expect(report.profile.stopped?.reason).toBe('interrupted');
    const there = bench.sandbox.snapshot().customers.map(({ uid }) => uid);
    expect(there).toHaveLength(2);
    expect(report.profile.made.map(({ uid, isDeleted }) => [uid, isDeleted])).toEqual(
      there.map((uid) => [uid, false]),
    );
    await expect(stat(join(bench.reportsDir, 'vendor-profile.json'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  test('lists what it made where the credential is refused in between', async () => {
    const bench = await openDoctorBench({ faults: { refuseCredentialAfter: 5 } });
    const report = await bench.run();
    expect(report.profile.stopped?.reason).toBe('credential_rejected');
    expect(report.exitCode).toBe(3);
    expect(report.profile.made).toHaveLength(bench.sandbox.snapshot().customers.length);
    expect(report.profile.made.length).toBeGreaterThan(0);
  });

  test('deletes what it made where the plan allows no address', async () => {
    const bench = await openDoctorBench();
    const report = await bench.run(
      {},
      {
        proxy: ({ label }) =>
          label === 'POST /api/v1/addresses'
            ? { status: 402, body: { message: 'RESOURCE_EXCEEDED' } }
            : 'pass',
      },
    );
    expect(report.profile.stopped?.reason).toBe('credential_rejected');
    expect(findingOf(report, 'leftOut').detail).toContain('RESOURCE_EXCEEDED');
    expect(findingOf(report, 'delete').result).toBe('works');
    expect(liveCustomers(bench)).toEqual([]);
  });

  test('stops at --max-requests, and lists what it made', async () => {
    const bench = await openDoctorBench();
    const report = await bench.run({ maxRequests: 6 });
    expect(report.profile.stopped?.reason).toBe('budget_reached');
    expect(report.profile.made.map(({ kind }) => kind)).toEqual(['customer', 'customer']);
  });

  test('keeps the credential out of the profile, even where the server says it', async () => {
    const bench = await openDoctorBench();
    const report = await bench.run(
      { accountId: undefined },
      {
        proxy: ({ label, nth }) =>
          label === 'POST /api/v1/customers' && nth > 2
            ? { status: 400, body: { message: `Bad request by ${testToken}` } }
            : 'pass',
      },
    );
    expect(findingOf(report, 'duplicateEmail').detail).toContain('[redacted]');
    const text = await readFile(report.path ?? '', 'utf8');
    expect(text).not.toContain(testToken);
  });
});
