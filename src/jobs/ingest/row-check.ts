/** What a source's rows are checked by: each row by itself, and what its columns show once all rows are known. */
import type { ImportOptions } from '../../config/options.js';
import type { MappedRow, Mapping, SourceRow, ValidatedRow } from '../../core/types.js';
import { makeRowMapper } from '../../map/apply.js';
import { makeLocator, type Locate } from '../../validate/columns.js';
import { addDoubtIssues, toRowDoubtIssues } from '../../validate/doubts.js';
import { addRowIssues } from '../../validate/issues.js';
import { ColumnNorms } from '../../validate/norms/column-norms.js';
import { makeRuleChecker, type UniqueRule } from '../../validate/user-rules/rule-checker.js';
import {
  makeKeyReader,
  makeNormCounter,
  makePlainIssues,
  makePlainRowCheck,
} from '../../validate/plain-rows.js';
import { makeCountryNames } from '../../validate/rules/country-names.js';
import { makeRowValidator, toPlainRow } from '../../validate/validate.js';

/** What reading and checking need to know; the same for a check as for an import. */
export type RowCheckOptions = Pick<
  ImportOptions,
  | 'accountId'
  | 'defaultCountry'
  | 'duplicates'
  | 'emailUnique'
  | 'match'
  | 'provisionAddress'
  | 'rules'
  | 'strict'
> &
  Partial<Pick<ImportOptions, 'zipcode'>>;

export interface WishOption {
  /** Whether what a valid row asks for is needed; else it is only known that it asks for something. */
  readonly keepsWishes: boolean;
}

export interface CheckedRow {
  readonly source: SourceRow;
  readonly validated: ValidatedRow;
}

export interface RowCheck {
  readonly toMapped: (row: SourceRow) => MappedRow;
  readonly locate: Locate;
  /** Rules of the user's own that compare rows. */
  readonly unique: readonly UniqueRule[];
  /** What is usual in the columns, of the rows that `count` was given. */
  readonly norms: ColumnNorms;
  /** The rows of a batch, each with all that it shows by itself. `count`: whether they are part of what is usual. */
  readonly validate: (batch: readonly SourceRow[], count: boolean) => readonly CheckedRow[];
}

/** Throws `config_invalid` for a rule or a country that is unknown. */
export function makeRowCheck(mapping: Mapping, options: RowCheckOptions & WishOption): RowCheck {
  const toMapped = makeRowMapper(mapping);
  const { accountId, defaultCountry, emailUnique, provisionAddress, strict, zipcode } = options;
  const toCountryCode = makeCountryNames();
  const validate = makeRowValidator(mapping, {
    toCountryCode,
    emailUnique,
    provisionAddress,
    strict,
    zipcode,
    ...(accountId === undefined ? {} : { accountId }),
    ...(defaultCountry === undefined ? {} : { defaultCountry }),
  });
  const rules = options.rules && makeRuleChecker(options.rules, mapping, { ...options, toMapped });
  const norms = new ColumnNorms(mapping);
  const isPlain =
    makePlainRowCheck(mapping, {
      toCountryCode,
      provisionAddress,
      strict,
      hasAccount: accountId !== undefined,
    }) ?? (() => false);
  const countNorms = makeNormCounter(mapping, norms);
  const toKeys = makeKeyReader(mapping);
  const toIssues = makePlainIssues(mapping, zipcode);
  const validateOne = (row: SourceRow, count: boolean): ValidatedRow => {
    if (isPlain(row)) {
      if (count) countNorms(row);
      const plain = options.keepsWishes ? toPlainRow(toMapped(row)) : toKeys(row);
      const issues = toIssues(row);
      return issues.length === 0 ? plain : { ...plain, issues };
    }
    const mapped = toMapped(row);
    if (count) norms.add(mapped);
    return addDoubtIssues(validate(mapped), toRowDoubtIssues(row, mapping, options));
  };
  return {
    toMapped,
    locate: makeLocator(mapping),
    unique: rules?.unique ?? [],
    norms,
    validate: (batch, count) => {
      const violations = rules?.check(batch);
      return batch.map((row, at) => {
        const validated = validateOne(row, count);
        const violated = violations?.[at];
        if (violated === undefined || violated.length === 0) return { source: row, validated };
        const isLeftOut = toMapped(row).leftOut !== undefined;
        return { source: row, validated: isLeftOut ? validated : addRowIssues(validated, violated) };
      });
    },
  };
}
