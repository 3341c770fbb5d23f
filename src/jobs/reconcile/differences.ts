/** The differences of a comparison, told from its journal alone: the same whenever they are asked for. */
import type { ComparedRow, Difference, ReconcileStatus } from '../../core/difference.js';
import { Comparison, type ComparisonRow } from '../../journal/comparison.js';
import { compareRow, toMissingSource, type CompareOptions } from '../../match/compare.js';
import { toMendRow, type MendRow } from '../../match/mend.js';
import type { Run } from '../run/run.js';

/** What came of some rows, or of some customers that no row names. */
export interface ComparedBatch {
  readonly compared: readonly { readonly status: ReconcileStatus; readonly fields: readonly string[] }[];
  readonly differences: readonly Difference[];
  readonly mends: readonly MendRow[];
}

export function openComparison(run: Run): Comparison {
  return new Comparison(run.journal.file);
}

/** By row in the source's order; then the customers that are at the remote only, by uid. */
export function* listDifferences(run: Run, comparison: Comparison): Generator<ComparedBatch> {
  const { addresses, ignore, limit, match } = run.require('reconcile');
  const { absentFields = [], isText = false } = run.get('remote') ?? {};
  const options: CompareOptions = { ignore: new Set([...ignore, ...absentFields]), remoteIsText: isText };
  for (const rows of comparison.rows()) yield toBatch(rows, addresses, options);
  // Of a part of a source nobody can tell which customers it leaves out.
  if (limit !== undefined) return;
  for (const customers of comparison.unnamed(match)) {
    const differences = customers.map(toMissingSource);
    yield { differences, mends: [], compared: differences.map(({ status }) => ({ status, fields: [] })) };
  }
}

function toBatch(rows: readonly ComparisonRow[], addresses: boolean, options: CompareOptions): ComparedBatch {
  const compared = rows
    .map((row): ComparedRow => ({ ...row, hasAddress: addresses ? row.hasAddress : undefined }))
    .map((row) => ({ row, ...compareRow(row, options) }));
  return {
    compared: compared.map(({ status, differences }) => ({
      status,
      fields: differences.flatMap(({ field }) => (field === '' ? [] : [field])),
    })),
    differences: compared.flatMap(({ differences }) => differences),
    mends: compared.flatMap(({ row }) => toMendRow(row, options) ?? []),
  };
}
