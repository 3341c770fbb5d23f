/** `--expect-rows`: a source with fewer rows is one whose program failed on the way. */
import type { SourceOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import { toQuotaText, toStopRows } from '../../core/row-quota.js';
import { toSourceTitle } from '../../record/summary/source-title.js';
import type { JobDeps } from '../deps.js';

export type ExpectOptions = Pick<SourceOptions, 'expectRows' | 'limit' | 'sourceName'> & {
  readonly reportsDir: string;
};

/** Throws `rows_missing` for a source with this number of rows, if they are too few. */
export type RowsCheck = (rows: number) => void;

/** Looks for the run before, if one is needed: call it before the new run has a source. */
export async function makeRowsCheck(
  path: string,
  options: ExpectOptions,
  { emit }: Pick<JobDeps, 'emit'>,
): Promise<RowsCheck> {
  const { expectRows, limit = Number.POSITIVE_INFINITY } = options;
  if (expectRows === undefined) return () => undefined;
  const title = options.sourceName ?? path;
  const before = expectRows.isPercent ? await findRowsBefore(title, options.reportsDir) : 0;
  const flag = `--expect-rows ${toQuotaText(expectRows)}`;
  if (before === undefined) {
    const message = `\`${flag}\` checks nothing: no earlier run of ${title} is in ${options.reportsDir}.`;
    emit({ type: 'note', message });
    return () => undefined;
  }
  const least = toStopRows(expectRows, before);
  return (rows) => {
    // Cut by the user's own wish.
    if (rows >= least || rows >= limit) return;
    const than = expectRows.isPercent ? ` (its previous run had ${before})` : '';
    const message = `${title} has ${rows} ${rows === 1 ? 'row' : 'rows'}; \`${flag}\` asks for at least ${least}${than}. Nothing was sent.`;
    throw new BulkError('rows_missing', message);
  };
}

/** Rows of the newest run of the same source; undefined without one. */
async function findRowsBefore(title: string, reportsDir: string): Promise<number | undefined> {
  // Few checks look at runs, and journals need the driver of SQLite.
  const { listRunCards } = await import('../run/runs.js');
  const found = listRunCards(reportsDir).flatMap(({ card }) =>
    card?.isWhole === true && card.source !== null && toSourceTitle(card.source) === title
      ? [{ startedAt: card.startedAt ?? 0, rows: card.source.rows }]
      : [],
  );
  return found.sort((a, b) => b.startedAt - a.startedAt)[0]?.rows;
}
