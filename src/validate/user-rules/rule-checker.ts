/** Checks the user's rules on the rows of a source. */
import { BulkError } from '../../core/errors.js';
import type { Rule, Rules } from '../../core/rules.js';
import type { Mapping, Issue, SourceRow } from '../../core/types.js';
import { showText } from '../finding.js';
import { toIssue, type RowPosition } from '../issues.js';
import { fromTextFormula } from '../../core/formula.js';
import { normaliseText } from '../../core/normalise.js';
import { makeCellCheck, toCompared } from './cell-check.js';
import { findColumn } from './find-column.js';
import { PatternTest, PatternTooSlow, type TimeLimits } from './pattern-test.js';

/** A rule with its column. */
interface BoundRule {
  readonly rule: Rule;
  readonly at: number;
  readonly column: string;
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
}

/** Throws `config_invalid` if a rule names a column that the source does not have. */
export function makeRuleChecker(
  { rules }: Rules,
  mapping: Mapping,
  { strict, limits }: RuleOptions,
): RuleChecker {
  const bound = rules.map((rule): BoundRule => {
    const at = findColumn(mapping, rule.column);
    return { rule: strict ? { ...rule, severity: 'error' } : rule, at, column: mapping.columns[at] ?? '' };
  });
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

function makeColumnChecker(
  one: BoundRule,
  limits: TimeLimits | undefined,
): (batch: readonly SourceRow[], note: (at: number, issue: Issue) => void) => void {
  const checkCell = makeCellCheck(one.rule);
  const checkPatterns = makePatternChecker(one, limits);
  return (batch, note) => {
    const texts = batch.map(({ cells }) => normaliseText(fromTextFormula(cells[one.at] ?? '')));
    const matches = checkPatterns(texts, batch);
    batch.forEach((row, at) => {
      const text = texts[at] ?? '';
      const wrong = checkCell(text) ?? (text === '' || matches(at) ? undefined : toMismatch(one.rule, text));
      if (wrong !== undefined) note(at, toRuleIssue(one, row, wrong));
    });
  };
}

function makePatternChecker(
  { rule, column }: BoundRule,
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
        `The pattern ${showText(rule.pattern ?? '')} of the rules takes too long on the column ${showText(column)} in row ${rowNumber} (line ${line}).`,
        { hint: 'Write it without repetitions within repetitions, such as (a+)+.', cause: error },
      );
    }
  };
}

function toMismatch({ pattern = '' }: Rule, text: string): string {
  return `expected a value that matches ${showText(pattern)}, found ${showText(text)}.`;
}

function toUniqueRule(one: BoundRule, width: number): UniqueRule {
  const toText = ({ cells }: SourceRow): string => normaliseText(fromTextFormula(cells[one.at] ?? ''));
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

function toRuleIssue({ rule, at, column }: BoundRule, row: SourceRow, wrong: string): Issue {
  const { severity = 'error', message = wrong, hint } = rule;
  const finding = { code: 'rule_violated' as const, message, ...(hint === undefined ? {} : { hint }) };
  return { ...toIssue(row, column, row.cells[at] ?? '', finding), severity };
}
