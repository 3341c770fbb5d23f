/** The source goes into the journal: read, mapped, validated, duplicates found. Nothing is sent. */
import type { ImportOptions } from '../../config/options.js';
import type { MappedRow, Mapping, MatchKey, Issue, Source, SourceRow } from '../../core/types.js';
import { addIssues, findSharedKeys, finishIngest, skipDuplicates } from '../../journal/duplicates.js';
import { Ingest, type IngestSetting } from '../../journal/ingest.js';
import { makeRowMapper } from '../../map/apply.js';
import { makeLocator, type Locate } from '../../validate/columns.js';
import { keysThatMustBeUnique, toDuplicateIssue } from '../../validate/duplicates.js';
import { ColumnNorms } from '../../validate/norms/column-norms.js';
import { makeRuleChecker } from '../../validate/user-rules/rule-checker.js';
import { addDoubtIssues, toRowDoubtIssues } from '../../validate/doubts.js';
import { addRowIssues } from '../../validate/issues.js';
import { makeRowValidator } from '../../validate/validate.js';
import type { Run } from '../run/run.js';
import type { StoppableDeps } from '../stop.js';
import { judgeByNorms, judgeByUniqueRules } from './judge-columns.js';

/** What reading and checking need to know; the same for a check as for an import. */
export type IngestOptions = Pick<
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
  Partial<Pick<ImportOptions, 'sourceName' | 'zipcode'>> &
  IngestSetting;

/** Leaves every row `ready`, `invalid` or `skipped`. Throws where the source can't be read to its end. */
export async function ingest(
  run: Run,
  source: Source,
  mapping: Mapping,
  options: IngestOptions,
  sourcePath: string,
  deps: StoppableDeps,
): Promise<void> {
  deps.emit({ type: 'phase', phase: 'reading' });
  run.set('mapping', mapping);
  const toMapped = makeRowMapper(mapping);
  const { accountId, defaultCountry, emailUnique, provisionAddress, strict, zipcode } = options;
  const validate = makeRowValidator(mapping, {
    emailUnique,
    provisionAddress,
    strict,
    zipcode,
    ...(accountId === undefined ? {} : { accountId }),
    ...(defaultCountry === undefined ? {} : { defaultCountry }),
  });
  const rules = options.rules && makeRuleChecker(options.rules, mapping, { ...options, toMapped });
  const norms = new ColumnNorms(mapping);
  const writer = new Ingest(run.journal.file, options);
  writer.addMapping(mapping);
  let rows = 0;
  for await (const batch of source.batches()) {
    deps.stop.signal.throwIfAborted();
    const violations = rules?.check(batch);
    writer.add(
      batch.map((row, at) => {
        const mapped = toMapped(row);
        norms.add(mapped);
        const doubted = addDoubtIssues(validate(mapped), toRowDoubtIssues(row, mapping, options));
        const more = mapped.leftOut === undefined ? violations?.[at] : undefined;
        return { source: row, validated: addRowIssues(doubted, more ?? []) };
      }),
    );
    rows += batch.length;
    deps.onMove?.('after', 'ingested');
    deps.emit({ type: 'progress', phase: 'reading', done: rows });
  }
  writer.finish();
  for (const message of source.toEndNotes()) deps.emit({ type: 'note', message });
  judgeByNorms(run.journal.file, norms.toJudge(), toMapped, options);
  judgeByUniqueRules(run.journal.file, rules?.unique ?? [], toMapped);
  judgeDuplicates(run, { toMapped, locate: makeLocator(mapping) }, options);
  finishIngest(run.journal.file, deps.clock.now());
  run.set('source', {
    path: sourcePath,
    ...(options.sourceName === undefined ? {} : { name: options.sourceName }),
    sha256: source.sha256(),
    rows,
    format: source.format,
  });
}

/** How the cell of a field is found in a row. */
interface CellFinder {
  readonly toMapped: (row: SourceRow) => MappedRow;
  readonly locate: Locate;
}

function judgeDuplicates(run: Run, finder: CellFinder, options: IngestOptions): void {
  const { file } = run.journal;
  const keys = keysThatMustBeUnique(options);
  const { duplicates } = options;
  const uidDecides = options.match[0] === 'uid';
  if (duplicates === 'error') {
    for (const key of keys) addIssues(file, toIssues(run, finder, key, uidDecides));
    return;
  }
  skipDuplicates(file, keys, { keep: duplicates, uidDecides }, (key, kept) => {
    // The code and its words are the issue's; only the row's fate differs.
    const at = { rowNumber: kept.row, line: kept.line };
    const { code } = toDuplicateIssue({ ...at, column: '', value: '' }, key, at);
    return { code, message: `Row ${kept.row} (line ${kept.line}) has the same ${key} and was kept instead.` };
  });
}

function* toIssues(
  run: Run,
  { toMapped, locate }: CellFinder,
  key: MatchKey,
  uidDecides: boolean,
): Generator<Issue> {
  for (const shared of findSharedKeys(run.journal.file, key, { uidDecides })) {
    const { rowNumber, line } = shared;
    const cell = locate(toMapped(shared), key);
    const other = { rowNumber: shared.otherRow, line: shared.otherLine };
    yield toDuplicateIssue({ rowNumber, line, ...cell }, key, other);
  }
}
