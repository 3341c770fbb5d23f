import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readVendorProfile } from '../../src/config/vendor-profile.js';
import type { VendorProfile } from '../../src/core/vendor-profile.js';
import { liveCredential, type Sandbox, type SandboxFaults } from '../../src/sandbox/index.js';
import { json, startOddServer, type OddAnswer } from '../api/odd-server.js';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, startProgram, waitForEnd } from '../support/program.js';

function countLive(sandbox: Sandbox): number {
  return sandbox.snapshot().customers.filter(({ deletedAt }) => deletedAt === null).length;
}

/** Runs it with a wallet; gives its end, and the profile that it wrote. */
async function examine(faults: Partial<SandboxFaults>, more: readonly string[] = []) {
  const { sandbox, flags, env } = await openSandbox({ faults });
  const reportsDir = join(makeFolder(), 'reports');
  const args = ['doctor', '--account-id', 'wallet-a', '--reports-dir', reportsDir, ...flags, ...more];
  const end = await runCommand(args, { env });
  return { sandbox, end, path: join(reportsDir, 'vendor-profile.json') };
}

/** What the profile says of these checks. */
function pick({ findings }: VendorProfile, ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    findings.filter(({ id }) => ids.includes(id)).map(({ id, result }) => [id, result]),
  );
}

describe('bitpowr-bulk doctor', () => {
  it('finds an API that does all as expected, ends with 0 and leaves no customer behind', async () => {
    const { sandbox, end, path } = await examine({});
    expect(end).toMatchObject({ status: 0 });
    expect(end.stdout).toMatch(/^ok +Status of a create +POST \/customers was/m);
    expect(end.stdout).toContain('0 need an option; 0 are a danger; 0 could not be found out');
    expect(countLive(sandbox)).toBe(0);
    const left = [...sandbox.snapshot().addresses, ...sandbox.snapshot().subAccounts];
    expect(left).toHaveLength(3);
    for (const { uid } of left) expect(end.stdout).toContain(uid);
    expect(readVendorProfile(path).facts).toMatchObject({ keepsExternalId: 'kept', createStatus: 200 });
  });

  it('finds an API that does what its reference says and no more, and ends with 1', async () => {
    const { sandbox, end, path } = await examine({
      ignoredFields: ['externalId', 'subAccount.customerId', 'subAccountAddress.customerId'],
      zipcodeType: 'number',
      echoCustomerId: false,
      subAccountsList: 'object',
      delete: '404',
    });
    expect(end.status).toBe(1);
    expect(end.stdout).toMatch(/^DANGER +externalId on a create .*--match uid,email/m);
    const profile = readVendorProfile(path);
    expect(profile.facts).toEqual({
      keepsExternalId: 'dropped',
      zipcode: 'number',
      clears: 'null',
      subAccountCustomerId: 'dropped',
      subAccountOwner: 'dropped',
      refusesTwinByExternalId: 'unknown',
      refusesTwinByEmail: 'yes',
      largestPage: 100,
      createStatus: 200,
    });
    expect(pick(profile, ['subAccountList', 'delete'])).toEqual({ subAccountList: 'object', delete: '404' });
    const there = sandbox.snapshot().customers.map(({ uid }) => uid);
    expect(there).toHaveLength(2);
    for (const uid of there) expect(end.stdout).toContain(`customer  ${uid}`);
  });

  it('finds a strict API with small pages', async () => {
    const { sandbox, end, path } = await examine({
      createStatus: 201,
      refusedFields: ['externalId', 'subAccountAddress.customerId'],
      refuseNull: true,
      maxPerPage: 20,
      refuseLargePerPage: true,
      errorEnvelope: 'error-object',
    });
    expect(end.status).toBe(1);
    expect(readVendorProfile(path).facts).toEqual({
      keepsExternalId: 'refused',
      zipcode: 'any',
      clears: 'empty',
      subAccountCustomerId: 'refused',
      subAccountOwner: 'kept',
      refusesTwinByExternalId: 'unknown',
      refusesTwinByEmail: 'yes',
      largestPage: 20,
      createStatus: 201,
    });
    expect(countLive(sandbox)).toBe(0);
  });

  it('finds an API that says little and lets twins in, and deletes those as well', async () => {
    const { sandbox, end, path } = await examine({
      createStatus: 202,
      emptyBodies: 'writes',
      ignoredFields: ['emailUnique'],
      metaDataForm: 'text',
      pagingIn: 'none',
      omitCreatedAt: true,
    });
    expect(end.status).toBe(1);
    const wanted = {
      createAnswer: 'empty',
      duplicateEmail: 'accepted',
      metaData: 'text',
      totalPagesCustomers: 'absent',
      clock: 'absent',
    };
    expect(pick(readVendorProfile(path), Object.keys(wanted))).toEqual(wanted);
    expect(sandbox.snapshot().customers).toHaveLength(3);
    expect(countLive(sandbox)).toBe(0);
  });

  it('prints the profile and nothing else on stdout under --json', async () => {
    const { end, path } = await examine({}, ['--json']);
    expect(JSON.parse(end.stdout)).toEqual(JSON.parse(readFileSync(path, 'utf8')));
    expect(JSON.parse(end.stdout)).toMatchObject({ schemaVersion: 1, mode: 'TEST', stopped: null });
  });

  it('writes the profile where --output says', async () => {
    const output = join(makeFolder(), 'profile.json');
    const { end, path } = await examine({}, ['--output', output, '--quiet']);
    expect(end).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(existsSync(path)).toBe(false);
    expect(readVendorProfile(output).schemaVersion).toBe(1);
  });

  it('refuses a LIVE credential without --live, and makes nothing', async () => {
    const { sandbox, flags } = await openSandbox();
    const env = { BITPOWR_TOKEN: liveCredential.token };
    const end = await runCommand(['doctor', '--reports-dir', makeFolder(), ...flags], { env });
    expect(end).toMatchObject({ status: 2, stdout: '' });
    expect(end.stderr).toMatch(/^live_not_confirmed: The credential is a LIVE one/);
    expect(sandbox.snapshot().customers).toEqual([]);
  });

  const strangers: readonly (readonly [string, OddAnswer])[] = [
    ['HTML', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>')],
    ['JSON of something else', (response) => json(response, 200, { hello: 'world', data: [] })],
    ['404', (response) => json(response, 404, { message: 'no such page' })],
  ];

  it.each(strangers)(
    'says that a server is not Bitpowr which answers %s everywhere',
    async (_what, answer) => {
      const server = await startOddServer(answer);
      onTestFinished(() => server.close());
      const reportsDir = makeFolder();
      const end = await runCommand(['doctor', '--base-url', server.url, '--reports-dir', reportsDir], {
        env: { BITPOWR_TOKEN: 'test_of_this_test' },
      });
      expect(end).toMatchObject({ status: 3, stdout: '' });
      expect(end.stderr).toMatch(/^server_unreachable: .* does not answer like the Bitpowr API/);
      expect(server.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
      expect(readdirSync(reportsDir)).toEqual([]);
    },
  );

  it('on Ctrl-C lists what it made', async () => {
    const { sandbox, flags, env } = await openSandbox({ faults: { latencyMs: 40 } });
    const child = startProgram(['doctor', '--verbose', '--reports-dir', makeFolder(), ...flags], { env });
    child.stdin.end();
    const ended = waitForEnd(child);
    // The first customer is there, since it is read.
    while (!sandbox.stats().requests['GET /customers/{uid}']) await once(child.stderr, 'data');
    child.kill('SIGINT');
    const end = await ended;
    expect(end.status).toBe(130);
    const there = sandbox.snapshot().customers.filter(({ deletedAt }) => deletedAt === null);
    expect(there.length).toBeGreaterThan(0);
    for (const { uid } of there) expect(end.stdout).toContain(uid);
    expect(end.stdout).toContain('No profile was written.');
  });
});
