import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROW_STATES, type RowState } from '../../src/core/types.js';
import { assertMove, isAtRest, movesFrom, toDoubt } from '../../src/journal/states.js';
import { bySize } from '../support/size.js';

const FINAL: readonly RowState[] = ['invalid', 'unchanged', 'exists', 'conflict', 'skipped', 'done'];

function isAllowed(from: RowState, to: RowState): boolean {
  try {
    assertMove(from, to);
    return true;
  } catch {
    return false;
  }
}

function listReachable(from: RowState): Set<RowState> {
  const seen = new Set([from]);
  // A set gives what is added while it is gone through, too.
  for (const state of seen) movesFrom(state).forEach((next) => seen.add(next));
  return seen;
}

describe('the states of a row', () => {
  it('can all be reached from ingested', () => {
    expect([...listReachable('ingested')].sort()).toEqual([...ROW_STATES].sort());
  });

  it('are left for good when they are at rest, except failed, and done where its address is contradicted', () => {
    expect(ROW_STATES.filter(isAtRest).sort()).toEqual([...FINAL, 'failed'].sort());
    for (const state of FINAL) expect(movesFrom(state)).toEqual(state === 'done' ? ['done', 'failed'] : []);
    expect(movesFrom('failed').length).toBeGreaterThan(0);
  });

  it('all lead to rest: a row is never stuck on its way', () => {
    const stuck = ROW_STATES.filter((state) => ![...listReachable(state)].some(isAtRest));
    expect(stuck).toEqual([]);
  });

  it.each<readonly RowState[]>([
    ['ingested', 'invalid'],
    ['ingested', 'skipped'],
    ['ingested', 'ready', 'unchanged'],
    ['ingested', 'ready', 'planned_create', 'sending_create', 'done'],
    ['ingested', 'ready', 'planned_create', 'sending_create', 'customer_done', 'sending_address', 'done'],
    ['ready', 'planned_update', 'sending_update', 'in_doubt', 'planned_update', 'sending_update', 'done'],
    ['ready', 'customer_done', 'sending_sub_account', 'sub_account_done', 'sending_address', 'failed'],
    ['sending_address', 'in_doubt', 'customer_done', 'sending_address', 'in_doubt', 'done'],
    ['sending_address', 'in_doubt', 'customer_done', 'address_made', 'done'],
    ['sending_address', 'in_doubt', 'sub_account_done', 'address_made', 'done'],
    ['sending_address', 'done', 'failed'],
    ['failed', 'ready', 'planned_create'],
    ['ready', 'planned_delete', 'sending_delete', 'in_doubt', 'planned_delete', 'sending_delete', 'done'],
  ])('allow the life %s', (...life) => {
    life.slice(1).forEach((to, at) => {
      expect(isAllowed(life[at] ?? 'done', to)).toBe(true);
    });
  });

  it.each<readonly [RowState, RowState]>([
    ['ingested', 'planned_create'],
    ['ready', 'sending_create'],
    ['ready', 'done'],
    ['planned_create', 'sending_update'],
    ['planned_create', 'done'],
    ['in_doubt', 'sending_create'],
    ['in_doubt', 'sending_update'],
    ['in_doubt', 'sending_address'],
    ['customer_done', 'sending_create'],
    ['customer_done', 'planned_create'],
    ['sending_address', 'planned_create'],
    ['unchanged', 'failed'],
    ['done', 'ready'],
    ['failed', 'sending_create'],
    ['ready', 'ready'],
  ])('do not allow %s to %s', (from, to) => {
    expect(() => assertMove(from, to)).toThrow(`A row can not move from ${from} to ${to}.`);
  });

  it('are never sent from without a plan: each request has its own states to come from', () => {
    const before = (state: RowState): RowState[] => ROW_STATES.filter((from) => isAllowed(from, state));
    expect(before('sending_create')).toEqual(['planned_create']);
    expect(before('sending_update')).toEqual(['planned_update']);
    expect(before('sending_delete')).toEqual(['planned_delete']);
    expect(before('sending_sub_account')).toEqual(['customer_done']);
    expect(before('sending_address')).toEqual(['customer_done', 'sub_account_done']);
  });

  it('let any walk along the moves pass', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (choices) => {
        let at: RowState = 'ingested';
        for (const choice of choices) {
          const moves = movesFrom(at);
          const next = moves[choice % Math.max(1, moves.length)];
          if (next === undefined) break;
          assertMove(at, next);
          at = next;
        }
        return movesFrom(at).every((next) => isAllowed(at, next));
      }),
    );
  });

  it('refuse every move that is not listed', () => {
    const state = fc.constantFrom(...ROW_STATES);
    fc.assert(
      fc.property(state, state, (from, to) => isAllowed(from, to) === movesFrom(from).includes(to)),
      { numRuns: bySize({ small: 100, full: 1000 }) },
    );
  });

  it('are in doubt about their own request only while it is being sent', () => {
    const doubts = ROW_STATES.flatMap((state) => {
      const doubt = toDoubt(state);
      return doubt === undefined ? [] : [[state, doubt]];
    });
    expect(doubts).toEqual([
      ['sending_create', 'create'],
      ['sending_update', 'update'],
      ['sending_delete', 'delete'],
      ['sending_sub_account', 'sub_account'],
      ['sending_address', 'address'],
    ]);
    for (const [state] of doubts) expect(isAllowed(state as RowState, 'in_doubt')).toBe(true);
  });
});
