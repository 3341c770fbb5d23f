import { describe, expect, it } from 'vitest';
import type { RowChange } from '../../../src/core/changes.js';
import { digestChanges } from '../../../src/record/changes/change-digest.js';
import { PLAIN_STYLE, toChangesText } from '../../../src/record/changes/changes-text.js';

const makeChange = (part: Partial<RowChange>): RowChange => ({
  kind: 'updated',
  rowNumber: 1,
  line: 2,
  name: 'Ada Lovelace',
  key: 'cust-1',
  keyField: 'externalId',
  uid: 'uid-1',
  matchedBy: 'externalId',
  fields: [],
  wantsAddress: false,
  warnings: [],
  ...part,
});

const show = (changes: readonly RowChange[], { first = 10, isPlan = true, isMasked = false } = {}): string =>
  toChangesText(
    { runId: 'plan1', isPlan, isMasked, showAll: 'bitpowr-bulk show plan1 --changes' },
    digestChanges(changes, first),
    PLAIN_STYLE,
  );

describe('the changes of a run as text', () => {
  it('has the most serious first, and the changed part of each value marked', () => {
    const text = show([
      makeChange({
        kind: 'created',
        rowNumber: 3,
        name: 'Grace Hopper',
        uid: '',
        matchedBy: '',
        key: 'cust-3',
        fields: [
          { field: 'name', before: null, after: 'Grace Hopper' },
          { field: 'metaData.seats', before: null, after: 5 },
        ],
        wantsAddress: true,
      }),
      makeChange({
        rowNumber: 4,
        matchedBy: 'email',
        fields: [
          { field: 'phone', before: '+2348012345678', after: '+2348092345678' },
          { field: 'address.city', before: null, after: 'Abuja' },
        ],
      }),
      makeChange({
        kind: 'emptied',
        rowNumber: 5,
        fields: [{ field: 'phone', before: '+2348012345678', after: null }],
      }),
      makeChange({ kind: 'address', rowNumber: 6, wantsAddress: true }),
    ]);
    expect(text).toBe(
      [
        'Planned by the run plan1: 4 rows change something:',
        '  customers created    1',
        '  customers updated    2',
        '    fields emptied     1',
        '  addresses requested  2',
        '',
        '- 1 customer would be updated, with fields emptied',
        '  row 5: Ada Lovelace (externalId cust-1)',
        '    phone  [-+2348012345678-] emptied',
        '',
        '~ 1 customer would be updated',
        '  row 4: Ada Lovelace (externalId cust-1, found by email)',
        '    phone         +23480[-1-]{+9+}2345678',
        '    address.city  {+Abuja+}',
        '',
        '+ 1 customer would be created',
        '  row 3: Grace Hopper (externalId cust-3)',
        '    name            {+Grace Hopper+}',
        '    metaData.seats  {+5+}',
        '    address         a deposit address',
        '',
        '+ 1 customer would get only a deposit address',
        '  row 6: Ada Lovelace (externalId cust-1)',
        '',
      ].join('\n'),
    );
  });

  it('has the first of each kind, and counts the rest', () => {
    const changes = Array.from({ length: 25 }, (_change, at) => makeChange({ rowNumber: at + 1 }));
    const text = show(changes, { first: 2 });
    expect(text).toContain('  row 2: ');
    expect(text).not.toContain('  row 3: ');
    expect(text).toContain('\n  and 23 more\n');
    expect(text.endsWith('\n\nTo show all of them:\n  bitpowr-bulk show plan1 --changes\n')).toBe(true);
    expect(show(changes, { first: 25 })).not.toContain('To show all');
  });

  it('shows the change in a long text, and no control of a terminal', () => {
    const before = `${'a'.repeat(500)}\u001b[31mred\n${'z'.repeat(500)}`;
    const fields = [{ field: 'description', before, after: before.replace('red', 'blue') }];
    const text = show([makeChange({ fields })]);
    expect(text).toContain('[31m[-red-]{+blue+} zzz');
    expect(text).not.toContain('\u001b');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(150);
  });

  it('says what is past in the past, and that values are tokens', () => {
    const text = show([makeChange({}), makeChange({ rowNumber: 2 })], { isPlan: false, isMasked: true });
    expect(text).toContain('Made by the run plan1');
    expect(text).toContain('~ 2 customers were updated');
    expect(text).toContain('--reveal shows them');
  });

  it('of a run without changes says so', () => {
    expect(show([])).toBe('Planned by the run plan1: 0 rows change something.\n');
  });
});
