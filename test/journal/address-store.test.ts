import { describe, expect, it } from 'vitest';
import type { RemoteAddress } from '../../src/core/api-port.js';
import { makeWish } from '../support/customers.js';
import { loadReady, openTestJournal } from './support.js';

const PLACE = 'wallet-1';

function makeAddress(label: string): RemoteAddress {
  const names = { asset: 'BTC', chain: 'BITCOIN', addressType: 'segwit', network: 'TESTNET' };
  const place = { accountId: PLACE, subAccountId: null, customerId: null, isChangeAddress: false };
  return { uid: `uid of ${label}`, address: `tb1q${label}`, label, createdAt: null, ...names, ...place };
}

/** Whether the only address of the wallet may be anybody's: row 1 has its customer, row 2 has none yet. */
async function isUnclaimed(label: string): Promise<boolean> {
  const { journal, file } = await openTestJournal();
  loadReady(file, [
    { wish: makeWish({ externalId: 'C-1', email: 'Ada@example.com' }) },
    { wish: makeWish({ externalId: 'C-2', email: 'ben@example.com' }) },
  ]);
  file.prepare(`UPDATE rows SET uid = 'made-1' WHERE row = 1`).run([]);
  journal.addresses.put(PLACE, [makeAddress(label)]);
  return journal.addresses.hasUnclaimed(PLACE);
}

describe('an address without an owner', () => {
  it.each(['C-1', 'ada@example.com', 'ADA@example.com'])(
    'is of a customer that this run made, if it is called %s: a row that is on its way has no address yet',
    async (label) => {
      expect(await isUnclaimed(label)).toBe(false);
    },
  );

  it.each(['C-2', 'ben@example.com', 'C-3', 'c-1'])('may be anybody’s, if it is called %s', async (label) => {
    expect(await isUnclaimed(label)).toBe(true);
  });
});
