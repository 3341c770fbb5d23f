import { describe, expect, it } from 'vitest';
import { Claims } from '../../src/journal/claims.js';
import { loadReady, openTestJournal } from './support.js';

const toUid = (number: number): string => `c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

async function openClaims(rows: number) {
  const { file } = await openTestJournal();
  loadReady(
    file,
    Array.from({ length: rows }, (_, at) => ({ cells: [String(at)] })),
  );
  return { file, claims: new Claims(file, 'uid') };
}

describe('a uid', () => {
  it('belongs to the row that claims it first, in any case', async () => {
    const { claims } = await openClaims(3);
    expect(claims.claim('A-1', 1)).toBeUndefined();
    expect(claims.claim('a-1', 2)).toBe(1);
    expect(claims.claim('a-1', 1)).toBeUndefined();
  });

  it('that is on disk is found by a later process, and after the claim is forgotten', async () => {
    const { file, claims } = await openClaims(3);
    claims.claim('a-1', 1);
    file.exec(`UPDATE rows SET uid = 'A-1' WHERE row = 1`);
    claims.forget('a-1');
    expect(claims.claim('a-1', 2)).toBe(1);
    expect(new Claims(file, 'uid').claim('a-1', 3)).toBe(1);
  });

  it('of no other row is recognised in memory, with few mistakes', async () => {
    const { file } = await openClaims(1);
    let asked = 0;
    const counting = {
      ...file,
      prepare: (sql: string) => {
        const statement = file.prepare(sql);
        return sql.includes('row <> ?')
          ? {
              ...statement,
              get: <Row>(values: readonly (string | number | null)[]) => (
                (asked += 1),
                statement.get<Row>(values)
              ),
            }
          : statement;
      },
    };
    const claims = new Claims(counting, 'uid');
    for (let number = 0; number < 4000; number += 1) {
      expect(claims.claim(toUid(number), number + 1)).toBeUndefined();
    }
    expect(asked).toBeLessThan(40);
  });
});
