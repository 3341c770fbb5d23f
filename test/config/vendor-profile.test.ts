import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { findVendorProfile, readVendorProfile } from '../../src/config/vendor-profile.js';
import type { VendorProfile } from '../../src/core/vendor-profile.js';

const PROFILE: VendorProfile = {
  schemaVersion: 1,
  baseUrl: 'https://api.example.com/api/v1',
  orgId: 'org-1',
  mode: 'TEST',
  checkedAt: '2026-11-25T12:00:00.000Z',
  stopped: null,
  facts: {
    keepsExternalId: 'kept',
    zipcode: 'number',
    clears: 'empty',
    subAccountCustomerId: 'unknown',
    subAccountOwner: 'unknown',
    refusesTwinByExternalId: 'yes',
    refusesTwinByEmail: 'unknown',
    largestPage: 20,
    createStatus: 200,
  },
  findings: [
    { id: 'zipcode', severity: 'option', result: 'number', detail: 'a', meaning: 'b', option: '--c' },
  ],
  made: [{ kind: 'customer', uid: 'u-1', name: 'n', isDeleted: true }],
};

describe('a vendor profile', () => {
  let folder = '';
  let path = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vendor-profile-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    path = join(folder, 'vendor-profile.json');
  });

  it('is read back as it was written', () => {
    writeFileSync(path, JSON.stringify(PROFILE));
    expect(readVendorProfile(path)).toEqual(PROFILE);
  });

  it.each([
    ['cut short', JSON.stringify(PROFILE).slice(0, 100), /can not be read/],
    ['something else', '[]', /the whole: expected an object as `doctor` writes it/],
    ['of a later version', JSON.stringify({ ...PROFILE, schemaVersion: 2 }), /schemaVersion: expected 1/],
    [
      'with an unknown fact',
      JSON.stringify({ ...PROFILE, facts: { ...PROFILE.facts, zipcode: 'both' } }),
      /facts\.zipcode: expected one of any, number, text, unknown/,
    ],
  ])('that is %s is refused by its name', (_what, text, message) => {
    writeFileSync(path, text);
    expect(() => readVendorProfile(path)).toThrow(
      expect.objectContaining({ code: 'config_invalid', message: expect.stringMatching(message) as string }),
    );
    expect(() => readVendorProfile(path)).toThrow(path);
  });

  it('that is not there is refused where it was named, and not missed where it was not', () => {
    expect(() => readVendorProfile(path)).toThrow(expect.objectContaining({ code: 'config_invalid' }));
    expect(findVendorProfile(folder, PROFILE)).toBeUndefined();
  });

  it('is found in the reports folder for its own base URL and organisation only', () => {
    writeFileSync(path, JSON.stringify(PROFILE));
    const { baseUrl, orgId } = PROFILE;
    expect(findVendorProfile(folder, { baseUrl: `${baseUrl}/`, orgId })).toEqual(PROFILE);
    expect(findVendorProfile(folder, { baseUrl, orgId: 'org-2' })).toBeUndefined();
    expect(findVendorProfile(folder, { baseUrl: 'https://b.example.com/api/v1', orgId })).toBeUndefined();
  });

  it('that is damaged is refused in the reports folder, too', () => {
    writeFileSync(path, '{');
    expect(() => findVendorProfile(folder, PROFILE)).toThrow(path);
  });
});
