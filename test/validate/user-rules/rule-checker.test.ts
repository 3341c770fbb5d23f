import { describe, expect, it } from 'vitest';
import { rulesSchema, type Rule } from '../../../src/core/rules.js';
import type { SourceRow } from '../../../src/core/types.js';
import { makeRowMapper } from '../../../src/map/apply.js';
import { addRowIssues } from '../../../src/validate/issues.js';
import { makeRuleChecker } from '../../../src/validate/user-rules/rule-checker.js';
import { toMapping } from '../support.js';

const COLUMNS = ['Customer ID', 'email', 'metaData.plan', 'Age'];

const toRows = (column: string, cells: readonly string[]): SourceRow[] =>
  cells.map((cell, at) => ({
    rowNumber: at + 1,
    line: at + 2,
    cells: COLUMNS.map((name) => (name === column ? cell : '')),
  }));

const makeChecker = (rules: readonly unknown[], strict = false) =>
  makeRuleChecker(rulesSchema.parse({ rules }), toMapping(COLUMNS), {
    strict,
    toMapped: makeRowMapper(toMapping(COLUMNS)),
  });

/** Cells of the column `Age` that break the rule. */
function toBroken(rule: Omit<Rule, 'column'>, cells: readonly string[]): string[] {
  const found = makeChecker([{ column: 'Age', ...rule }]).check(toRows('Age', cells));
  return cells.filter((_cell, at) => (found[at]?.length ?? 0) > 0);
}

describe('a rule', () => {
  it.each<[string, Omit<Rule, 'column'>, string[], string[]]>([
    ['required', { required: true }, ['', ' ', '\u00A0'], ['x', '0']],
    ['pattern', { pattern: '^C-\\d+$' }, ['c-1', 'C-', 'xC-1', 'C-1x'], ['C-1', ' C-22 ', '']],
    ['pattern, found within', { pattern: '\\d' }, ['abc'], ['a1c']],
    ['pattern without case', { pattern: '^c-\\d$', ignoreCase: true }, ['d-1'], ['C-1', 'c-1']],
    ['pattern of Unicode', { pattern: '^\\p{Lu}' }, ['über'], ['Über']],
    ['oneOf', { oneOf: ['gold', 'silver'] }, ['Gold', 'bronze', 'gold, silver'], ['gold', ' silver', '']],
    ['oneOf without case', { oneOf: ['Gold'], ignoreCase: true }, ['gol'], ['GOLD', 'gold']],
    ['oneOf in either form', { oneOf: ['Zoe\u0308'] }, ['Zoe'], ['Zo\u00EB']],
    ['minLength', { minLength: 3 }, ['ab', '😀😀'], ['abc', '😀😀😀', '']],
    ['maxLength', { maxLength: 2 }, ['abc', '😀😀😀'], ['ab', '😀😀', ' ab ']],
    ['min', { min: 18 }, ['17', '17.99', '-20', 'x', '1e3', '0x20', '١٩'], ['18', '+18', '18.0', '']],
    ['max', { max: 2.5 }, ['2.6', '3', '2,5'], ['2.5', '-7']],
    ['min and max', { min: 1, max: 3 }, ['0', '4'], ['1', '3']],
  ])('%s', (_name, rule, broken, kept) => {
    expect(toBroken(rule, [...broken, ...kept])).toEqual(broken);
  });

  it('names its column by the name, the field or the key of metaData, in any case of the name', () => {
    for (const [column, at] of [
      ['Customer ID', 0],
      ['customer id', 0],
      ['externalId', 0],
      ['metaData.plan', 2],
      [' AGE ', 3],
    ] as const) {
      const [issues] = makeChecker([{ column, required: true }]).check(toRows('', ['']));
      expect(issues?.map((issue) => issue.column)).toEqual([COLUMNS[at]]);
    }
  });

  it('of a column that is not there is no rule', () => {
    expect(() => makeChecker([{ column: 'Tier', required: true }])).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message:
          'The rules name the column `Tier`, which the source does not have. It has `Customer ID`, `email`, `metaData.plan`, `Age`.',
      }),
    );
  });

  it('says its own words, with its own severity; with strict it is an error', () => {
    const rule = { column: 'Age', required: true, severity: 'warning', message: 'Ask.', hint: 'By phone.' };
    const [row] = toRows('Age', ['']);
    if (row === undefined) throw new Error('Expected a row.');
    expect(makeChecker([rule]).check([row])).toEqual([
      [
        {
          rowNumber: 1,
          line: 2,
          column: 'Age',
          severity: 'warning',
          code: 'rule_violated',
          value: '',
          message: 'Age: Ask.',
          hint: 'By phone.',
        },
      ],
    ]);
    expect(makeChecker([rule], true).check([row])[0]?.[0]?.severity).toBe('error');
  });

  it('gives one finding for a cell, and several rules give one each', () => {
    const two = { column: 'Age', min: 18, pattern: '^\\d$' };
    expect(makeChecker([two]).check(toRows('Age', ['x']))[0]).toHaveLength(1);
    expect(makeChecker([two, two]).check(toRows('Age', ['x']))[0]).toHaveLength(2);
  });

  it('with a pattern that takes for ever stops, and says where', () => {
    const rules = rulesSchema.parse({ rules: [{ column: 'Age', pattern: '^(a+)+$' }] });
    // No machine is so slow that a single `a` takes this much of processor time.
    const limits = { batchMs: 1, valueMs: 300 };
    const mapping = toMapping(COLUMNS);
    const options = { strict: false, limits, toMapped: makeRowMapper(mapping) };
    const { check } = makeRuleChecker(rules, mapping, options);
    expect(() => check(toRows('Age', ['a', `${'a'.repeat(60)}!`]))).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: 'The pattern `^(a+)+$` of the rules takes too long on the column `Age` in row 2 (line 3).',
      }),
    );
  });

  it('says nothing of a row whose cells have shifted', () => {
    const { check, unique } = makeChecker([{ column: 'Age', required: true, unique: true }]);
    const shifted = { rowNumber: 1, line: 2, cells: ['a', 'b'] };
    expect(check([shifted])).toEqual([[]]);
    expect(unique[0]?.toValue(shifted)).toBeUndefined();
  });

  it('that is to be unique compares values without spaces around them, and empty ones with none', () => {
    const [exact] = makeChecker([{ column: 'Age', unique: true }]).unique;
    const [loose] = makeChecker([{ column: 'Age', unique: true, ignoreCase: true }]).unique;
    const [a, b, empty] = toRows('Age', [' Ab', 'aB', ' ']);
    if (!a || !b || !empty) throw new Error('Expected three rows.');
    expect(exact?.toValue(a)).not.toBe(exact?.toValue(b));
    expect(loose?.toValue(a)).toBe(loose?.toValue(b));
    expect(loose?.toValue(empty)).toBeUndefined();
  });
});

it('a row stays valid with warnings alone', () => {
  const row = {
    rowNumber: 1,
    line: 2,
    keys: {},
    issues: [],
    wish: { customer: { name: 'J' }, blank: [], textMetaData: [] },
  };
  const toIssues = (severity: string) =>
    makeChecker([{ column: 'Age', required: true, severity }]).check(toRows('Age', ['']))[0];
  expect(addRowIssues(row, [])).toBe(row);
  expect(addRowIssues(row, toIssues('warning') ?? [])).toMatchObject({ wish: row.wish, issues: [{}] });
  expect(addRowIssues(row, toIssues('error') ?? [])).not.toHaveProperty('wish');
});
