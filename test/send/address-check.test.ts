import { describe, expect, test } from 'vitest';
import * as addressCheck from '../../src/send/address-check.js';

/** An address without asset and chain. */
const checkAddress = (
  found: { readonly address: string; readonly network: string | null },
  options: Parameters<typeof addressCheck.checkAddress>[1],
): Promise<string | undefined> => addressCheck.checkAddress({ asset: null, chain: null, ...found }, options);

/** BIP 173, BIP 350 and the usual base58check examples; each is right on its own network alone. */
const VALID = [
  ['P2PKH', 'LIVE', '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'],
  ['P2SH', 'LIVE', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
  ['P2WPKH', 'LIVE', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
  ['P2WPKH in capitals', 'LIVE', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4'],
  ['P2WSH', 'LIVE', 'bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3'],
  ['P2TR', 'LIVE', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'],
  ['P2PKH', 'TEST', 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn'],
  ['P2SH', 'TEST', '2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc'],
  ['P2WPKH', 'TEST', 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx'],
  ['P2WSH', 'TEST', 'tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7'],
  ['P2TR', 'TEST', 'tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c'],
] as const;

const INVALID = [
  ['nothing', ''],
  ['a word', 'address'],
  ['P2PKH with another last letter', '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3'],
  ['P2SH with two letters swapped', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNyL'],
  ['P2PKH with a letter that base58 has not', '0BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'],
  ['segwit with another last letter', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5'],
  ['segwit cut short', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t'],
  ['segwit in both cases', 'tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sL5k7'],
  ['a program of a wrong length (BIP 173)', 'BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P'],
  ['zero padding of more than four bits (BIP 173)', 'bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du'],
  ['bech32 where bech32m is due (BIP 350)', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd'],
  ['regtest', 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080'],
  ['with a blank behind', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 '],
  ['another coin', 'ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9'],
] as const;

describe('a Bitcoin address', () => {
  test.each(VALID)('%s of %s is right in its own mode: %s', async (_type, mode, address) => {
    expect(await checkAddress({ address, network: null }, { asset: 'BTC', mode })).toBeUndefined();
    const network = mode === 'LIVE' ? 'MAINNET' : 'testnet';
    expect(await checkAddress({ address, network }, { asset: 'btc', mode })).toBeUndefined();
  });

  test.each(VALID)(
    '%s of %s is refused in the other mode, and the message says why: %s',
    async (_type, mode, address) => {
      const other = mode === 'LIVE' ? 'TEST' : 'LIVE';
      const fault = await checkAddress({ address, network: null }, { asset: 'BTC', mode: other });
      expect(fault).toContain(mode === 'LIVE' ? 'for mainnet' : 'for testnet');
    },
  );

  test.each(INVALID)('%s is refused in both modes: %s', async (_case, address) => {
    for (const mode of ['LIVE', 'TEST'] as const) {
      expect(await checkAddress({ address, network: null }, { asset: 'BTC', mode })).toContain('checksum');
    }
  });
});

test('the network that the vendor names must be that of the mode, for any form of the address', async () => {
  const address = 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx';
  const fault = await checkAddress({ address, network: 'MAINNET' }, { asset: 'BTC', mode: 'TEST' });
  expect(fault).toContain('MAINNET');
});

test('of another asset only the network is checked', async () => {
  const found = { address: '0x52908400098527886E0F7030069857D2E4169EE7', network: 'MAINNET' };
  expect(await checkAddress(found, { asset: 'ETH', mode: 'LIVE' })).toBeUndefined();
  expect(await checkAddress(found, { asset: 'ETH', mode: 'TEST' })).toContain('MAINNET');
});

describe('the asset of an address', () => {
  const ADDRESS = { address: 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx', network: 'TESTNET' };
  const check = (asset: string | null, chain: string | null) =>
    addressCheck.checkAddress({ ...ADDRESS, asset, chain }, { asset: 'BTC', mode: 'TEST' });

  test.each([
    ['BTC', 'BITCOIN'],
    ['btc', null],
    ['NATIVE', 'BITCOIN'],
    [null, null],
  ])('%s on %s is Bitcoin', async (asset, chain) => {
    expect(await check(asset, chain)).toBeUndefined();
  });

  test.each([
    ['ETH', 'ETHEREUM'],
    ['LTC', null],
    ['BTC', 'LITECOIN'],
    [null, 'ETHEREUM'],
  ])('%s on %s is not', async (asset, chain) => {
    expect(await check(asset, chain)).toContain('is of another asset');
  });

  test.each([
    ['USDT', 'USDT', true],
    ['USDT', 'USDT_TRON', true],
    ['TOKEN', 'USDT', true],
    ['BTC', 'USDT', false],
    ['ETH', 'USDT', false],
  ])('%s is what was asked for as %s: %s', (asset, wanted, expected) => {
    expect(addressCheck.isOfAsset({ asset, chain: null }, wanted)).toBe(expected);
  });
});
