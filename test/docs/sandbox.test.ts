import { describe, expect, it } from 'vitest';
import { describeSwitches } from '../../src/sandbox/faults/check-switches.js';
import { sandboxCredentials } from '../../src/sandbox/index.js';
import { readSection, readTable } from './pages.js';

const PAGE = 'docs/sandbox.md';

const SWITCHES = ['What can go wrong', 'How it differs from the vendor'].flatMap(
  (title) => readTable(PAGE, title).rows,
);

describe('docs on the sandbox', () => {
  it('has every switch, and no other', () => {
    const names = describeSwitches().map(({ name }) => name);
    expect(SWITCHES.map(([name]) => name).sort()).toEqual([...names].sort());
  });

  it.each(describeSwitches())(
    'tells what $name takes, and how it is set at first',
    ({ name, expected, default: value }) => {
      const [, , takes, atFirst] = SWITCHES.find(([switchName]) => switchName === name) ?? [];
      expect(takes).toBe(expected);
      expect(atFirst).toBe(JSON.stringify(value));
    },
  );

  it('has every credential', () => {
    const told = readTable(PAGE, 'Credentials of the sandbox').rows.map(
      ([mode, token, publicKey, secretKey, apiKey]) => [mode, token, publicKey, secretKey, apiKey],
    );
    expect(told).toEqual(
      sandboxCredentials.map(({ mode, token = '', publicKey = '', secretKey = '', apiKey = '' }) => [
        mode,
        token,
        publicKey,
        secretKey,
        apiKey,
      ]),
    );
  });

  it('warns against sending money to its addresses', () => {
    expect(readSection(PAGE, 'The sandbox')).toContain('Never send money');
  });
});
