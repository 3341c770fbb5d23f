import { describe, expect, it } from 'vitest';
import { MATCH_KEYS, type MatchKey } from '../../src/core/types.js';
import { refuseSharedMatches } from '../../src/journal/shared-match.js';
import { makeRemote, toUid } from '../support/customers.js';
import { loadReady, openTestJournal, readRow, readStates, takeRow, walk, type TestRow } from './support.js';

const AT = 1_700_000_000_000;

/** A journal of these rows, with one remote customer that has all three keys, and a second. */
async function openWith(keys: readonly TestRow['keys'][]) {
  const bench = await openTestJournal();
  bench.journal.directory.put(
    [
      makeRemote({ uid: toUid(1), externalId: 'C-1', email: 'ada@x.org' }),
      makeRemote({ uid: toUid(2), externalId: 'C-2', email: 'eve@x.org' }),
    ],
    true,
  );
  loadReady(
    bench.file,
    keys.map((one) => ({ keys: one ?? {} })),
  );
  return bench;
}

async function judge(keys: readonly TestRow['keys'][], match: readonly MatchKey[] = MATCH_KEYS) {
  const { file } = await openWith(keys);
  refuseSharedMatches(file, match, AT);
  return { file, states: readStates(file) };
}

describe('rows that match one remote customer by different keys', () => {
  it('are all in conflict, and each names another', async () => {
    const { file, states } = await judge([
      { externalId: 'C-1' },
      { email: 'new@x.org' },
      { email: 'ada@x.org' },
      { uid: toUid(1) },
    ]);
    expect(states).toEqual(['conflict', 'ready', 'conflict', 'conflict']);
    const say = (other: number) => ({
      state: 'conflict',
      code: 'keys_disagree',
      error: `This row and row ${other} match the same customer ${toUid(1)}.`,
      finishedAt: AT,
    });
    expect(readRow(file, 1)).toEqual(say(3));
    expect(readRow(file, 3)).toEqual(say(1));
    expect(readRow(file, 4)).toEqual(say(1));
  });

  it('are distinguished from rows that match a customer each', async () => {
    const { states } = await judge([{ externalId: 'C-1' }, { email: 'eve@x.org' }]);
    expect(states).toEqual(['ready', 'ready']);
  });

  it('are not the row itself, which may match by several keys', async () => {
    const { states } = await judge([{ uid: toUid(1), externalId: 'C-1', email: 'ada@x.org' }]);
    expect(states).toEqual(['ready']);
  });

  it('are looked for by the keys of --match only', async () => {
    const keys = [{ externalId: 'C-1' }, { email: 'ada@x.org' }];
    expect((await judge(keys, ['externalId'])).states).toEqual(['ready', 'ready']);
    expect((await judge(keys, ['email', 'externalId'])).states).toEqual(['conflict', 'conflict']);
  });

  it('are no conflict where the customer was deleted', async () => {
    const { journal, file } = await openWith([{ externalId: 'C-1' }, { email: 'ada@x.org' }]);
    journal.directory.put(
      [makeRemote({ externalId: 'C-1', email: 'ada@x.org', deletedAt: '2026-01-01T00:00:00.000Z' })],
      true,
    );
    refuseSharedMatches(file, MATCH_KEYS, AT);
    expect(readStates(file)).toEqual(['ready', 'ready']);
  });

  it('are no conflict where the other row is not ready any more', async () => {
    const { journal, file } = await openWith([{ externalId: 'C-1' }, { email: 'ada@x.org' }]);
    await walk(journal, takeRow(journal, 'ready'), ['skipped']);
    refuseSharedMatches(file, MATCH_KEYS, AT);
    expect(readStates(file)).toEqual(['skipped', 'ready']);
  });

  it('can be looked for twice in one journal', async () => {
    const { file } = await openWith([{ externalId: 'C-1' }]);
    refuseSharedMatches(file, MATCH_KEYS, AT);
    refuseSharedMatches(file, MATCH_KEYS, AT);
    expect(readStates(file)).toEqual(['ready']);
  });
});
