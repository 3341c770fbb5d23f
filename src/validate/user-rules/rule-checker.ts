/** Checks the user's rules on the rows of a source. */
import { BulkError } from '../../core/errors.js';
import type { Rule, Rules } from '../../core/rules.js';
import type { CellOrigin } from '../../core/made-value.js';
import type { MappedRow, Mapping, Issue, SourceRow } from '../../core/types.js';
import { makeLocator, toFieldText } from '../columns.js';
import { showText } from '../finding.js';
import { toIssue, type RowPosition } from '../issues.js';
import { makeTextReader } from '../../core/own-columns.js';
import { normaliseText } from '../../core/normalise.js';
import { makeCellCheck, toCompared } from './cell-check.js';
import { findColumn } from './find-column.js';
import { PatternTest, PatternTooSlow, type TimeLimits } from './pattern-test.js';

/** A rule with the value that it is for. */
interface BoundRule {
  readonly rule: Rule;
  /** The column, or the field that is made. */
  readonly name: string;
  /** Normalised. */
  readonly toText: (row: SourceRow) => string;
  readonly toCell: (row: SourceRow) => CellOrigin;
}

/** A rule that requires distinct values in a column; checked once all rows are read. */
export interface UniqueRule {
  /** The comparable form of the value; undefined if the row has none. */
  readonly toValue: (row: SourceRow) => string | undefined;
  /** The issue of a row whose value another row also has. */
  readonly toIssue: (row: SourceRow, other: RowPosition) => Issue;
}

/** The issues of a batch of rows, by position in the batch. */
export type BatchChecker = (batch: readonly SourceRow[]) => readonly (readonly Issue[])[];

export interface RuleChecker {
  /** Throws `config_invalid` if a pattern takes too long on some value. */
  readonly check: BatchChecker;
  readonly unique: readonly UniqueRule[];
}

export interface RuleOptions {
  /** Whether every rule counts as an error. */
  readonly strict: boolean;
  /** Time limits of a pattern. @default 5 s for a batch, 2 s for a value */
  readonly limits?: TimeLimits;
  /** For rules about a field that the mapping makes. */
  readonly toMapped: (row: SourceRow) => MappedRow;
}

/** Throws `config_invalid` if a rule names a column that the source does not have. */
export function makeRuleChecker(
  { rules }: Rules,
  mapping: Mapping,
  { strict, limits, toMapped }: RuleOptions,
): RuleChecker {
  const bound = rules.map((rule) => bind(strict ? { ...rule, severity: 'error' } : rule, mapping, toMapped));
  const width = mapping.columns.length;
  const checkers = bound.map((one) => makeColumnChecker(one, limits));
  return {
    check: (batch) => {
      const found = batch.map((): Issue[] => []);
      for (const checkColumn of checkers) {
        // Shifted cells are reported already; more findings would be noise.
        checkColumn(batch, (at, issue) => batch[at]?.cells.length === width && found[at]?.push(issue));
      }
      return found;
    },
    unique: bound.filter(({ rule }) => rule.unique === true).map((one) => toUniqueRule(one, width)),
  };
}

function bind(rule: Rule, mapping: Mapping, toMapped: RuleOptions['toMapped']): BoundRule {
  const found = findColumn(mapping, rule.column);
  if ('field' in found) {
    const { field } = found;
    const locate = makeLocator(mapping);
    return {
      rule,
      name: field,
      toText: (row) => normaliseText(toFieldText(toMapped(row), field)),
      toCell: (row) => locate(toMapped(row), field),
    };
  }
  const { at } = found;
  const column = mapping.columns[at] ?? '';
  const read = makeTextReader(mapping.columns);
  return {
    rule,
    name: column,
    toText: ({ cells }) => normaliseText(read(cells[at] ?? '')),
    toCell: ({ cells }) => ({ column, value: cells[at] ?? '' }),
  };
}

function makeColumnChecker(
  one: BoundRule,
  limits: TimeLimits | undefined,
): (batch: readonly SourceRow[], note: (at: number, issue: Issue) => void) => void {
  const checkCell = makeCellCheck(one.rule);
  const checkPatterns = makePatternChecker(one, limits);
  return (batch, note) => {
    const texts = batch.map(one.toText);
    const matches = checkPatterns(texts, batch);
    batch.forEach((row, at) => {
      const text = texts[at] ?? '';
      const wrong = checkCell(text) ?? (text === '' || matches(at) ? undefined : toMismatch(one.rule, text));
      if (wrong !== undefined) note(at, toRuleIssue(one, row, wrong));
    });
  };
}

function makePatternChecker(
  { rule, name }: BoundRule,
  limits: TimeLimits | undefined,
): (texts: readonly string[], batch: readonly SourceRow[]) => (at: number) => boolean {
  if (rule.pattern === undefined) return () => () => true;
  const test = new PatternTest(new RegExp(rule.pattern, rule.ignoreCase === true ? 'iu' : 'u'), limits);
  return (texts, batch) => {
    try {
      const found = test.test(texts);
      return (at) => found[at] === true;
    } catch (error) {
      if (!(error instanceof PatternTooSlow)) throw error;
      const { rowNumber, line } = batch[error.at] ?? { rowNumber: 0, line: 0 };
      throw new BulkError(
        'config_invalid',
        `The pattern ${showText(rule.pattern ?? '')} of the rules takes too long on the column ${showText(name)} in row ${rowNumber} (line ${line}).`,
        { hint: 'Write it without repetitions within repetitions, such as (a+)+.', cause: error },
      );
    }
  };
}

function toMismatch({ pattern = '' }: Rule, text: string): string {
  return `expected a value that matches ${showText(pattern)}, found ${showText(text)}.`;
}

function toUniqueRule(one: BoundRule, width: number): UniqueRule {
  const { toText } = one;
  return {
    toValue: (row) => {
      const text = row.cells.length === width ? toText(row) : '';
      return text === '' ? undefined : toCompared(one.rule, text);
    },
    toIssue: (row, other) =>
      toRuleIssue(
        one,
        row,
        `expected a value that no other row has, found ${showText(toText(row))} in row ${other.rowNumber} (line ${other.line}) too.`,
      ),
  };
}

function toRuleIssue({ rule, toCell }: BoundRule, row: SourceRow, wrong: string): Issue {
  const { severity = 'error', message = wrong, hint } = rule;
  const finding = { code: 'rule_violated' as const, message, ...(hint === undefined ? {} : { hint }) };
  const { column, value } = toCell(row);
  return { ...toIssue(row, column, value, finding), severity };
}
