/**
 * The rows of a source without a journal of all of them. Each row is settled as it goes by; afterwards the source is read
 * again, if there are rows that may share a value with another or depart from what is usual in their column. Those rows alone go
 * into a journal, and are judged there as an import judges them.
 */
import type { Mapping, MatchKey, SourceRow } from '../../core/types.js';
import { Ingest } from '../../journal/ingest.js';
import { keysThatMustBeUnique } from '../../validate/duplicates.js';
import type { RowJudge } from '../../validate/norms/column-norms.js';
import { RowSet } from '../../validate/row-set.js';
import { SharedTexts } from '../../validate/shared-texts.js';
import { judgeTogether } from '../ingest/judge-together.js';
import { readRows } from '../ingest/read-rows.js';
import { makeRowCheck, type CheckedRow, type RowCheck, type RowCheckOptions } from '../ingest/row-check.js';
import type { RepeatableSource } from '../ingest/source-place.js';
import type { StoppableDeps } from '../stop.js';
import type { CheckFolder } from './check-folder.js';
import { CheckedRows } from './checked-rows.js';
import { assertSameSource } from './same-source.js';
import { SettledRows } from './settled-rows.js';

export interface CheckOptions extends RowCheckOptions {
  /** Whether all rows are needed again, beside their issues. */
  readonly keepsRows: boolean;
  /** Names the customer of a row, as the page shows it. */
  readonly toName: (row: SourceRow) => string;
}

/** Checks all rows; gives their number, and what was found. Throws what reading a source throws, and `source_unreadable` if it changes meanwhile. */
export async function checkRows(
  { source, again }: RepeatableSource,
  { mapping, folder }: { readonly mapping: Mapping; readonly folder: CheckFolder },
  options: CheckOptions,
  deps: StoppableDeps,
): Promise<{ readonly count: number; readonly rows: CheckedRows }> {
  const check = makeRowCheck(mapping, { ...options, keepsWishes: false });
  const shared = makeSharing(check, options);
  const settled = new SettledRows(folder, options.toName);
  settled.addIssues(mapping.issues);
  const count = await readRows(source, deps, (batch) => {
    for (const row of check.validate(batch, true)) {
      settled.add(row);
      shared.add(row);
    }
  });
  const judge = check.norms.toJudge();
  const isWanted = options.keepsRows ? () => true : shared.toFilter(judge);
  for (const message of source.toEndNotes()) deps.emit({ type: 'note', message });
  if (isWanted === undefined) return { count, rows: new CheckedRows(settled, undefined, options) };

  const compared = await folder.openScratch();
  const writer = new Ingest(compared.file, { keepsWishes: false });
  const second = await again();
  try {
    await readRows(second, deps, (batch) => {
      const wanted = check.validate(batch.filter(isWanted), false);
      for (const row of wanted) settled.take(row);
      writer.add(wanted);
    });
    assertSameSource(source, second);
  } finally {
    await second.close();
  }
  writer.finish();
  judgeTogether(compared.file, check, judge, { ...options, nowMs: deps.clock.now() });
  return { count, rows: new CheckedRows(settled, compared, options) };
}

/** Finds the rows that may share a value with another one, where that matters. */
function makeSharing({ unique, toMapped }: RowCheck, options: CheckOptions) {
  const keys = keysThatMustBeUnique(options).map((key): [MatchKey, SharedTexts] => [key, new SharedTexts()]);
  const rules = unique.map(({ toValue }) => ({ toValue, texts: new SharedTexts() }));
  return {
    add: ({ source, validated }: CheckedRow): void => {
      const { rowNumber } = source;
      for (const [key, texts] of keys) {
        const text = validated.keys[key];
        if (text !== undefined) texts.add(rowNumber, text);
      }
      for (const { toValue, texts } of rules) {
        const text = validated.skipped === undefined ? toValue(source) : undefined;
        if (text !== undefined) texts.add(rowNumber, text);
      }
    },
    /** Whether a row must be compared with others; undefined: none must. */
    toFilter: (judge: RowJudge | undefined): ((row: CheckedRow['source']) => boolean) | undefined => {
      const found = new RowSet();
      for (const [, texts] of keys) texts.collect(found);
      for (const { texts } of rules) texts.collect(found);
      if (judge === undefined) return found.size === 0 ? undefined : ({ rowNumber }) => found.has(rowNumber);
      return (row) => found.has(row.rowNumber) || judge(toMapped(row)).length > 0;
    },
  };
}
