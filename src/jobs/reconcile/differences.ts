/** The differences of a comparison, from its journal alone: the same at each reading. */
import type { ComparedRow, Difference, ReconcileStatus } from '../../core/difference.js';
import { Comparison, type ComparisonRow, type NumberedFixup } from '../../journal/comparison.js';
import { compareRow, toMissingSource, type CompareOptions } from '../../match/compare.js';
import { toFixupRow } from '../../match/fixup-row.js';
import type { Run } from '../run/run.js';

/** What came of some rows, or of some customers that no row names. */
export interface ComparedBatch {
  readonly compared: readonly { readonly status: ReconcileStatus; readonly fields: readonly string[] }[];
  readonly differences: readonly Difference[];
  readonly fixups: readonly NumberedFixup[];
}

export function openComparison(run: Run): Comparison {
  return new Comparison(run.journal.file);
}

/** By row in the source's order; then the customers that only the remote has, by uid. */
export function* listDifferences(run: Run, comparison: Comparison): Generator<ComparedBatch> {
  const { addresses, ignore, limit, match } = run.require('reconcile');
  const { absentFields = [], isText = false } = run.get('remote') ?? {};
  const options: CompareOptions = { ignore: new Set([...ignore, ...absentFields]), remoteIsText: isText };
  for (const rows of comparison.rows()) yield toBatch(rows, addresses, options);
  // A part of a source can't show which customers the whole source leaves out.
  if (limit !== undefined) return;
  for (const customers of comparison.unnamed(match)) {
    const differences = customers.map(toMissingSource);
    yield { differences, fixups: [], compared: differences.map(({ status }) => ({ status, fields: [] })) };
  }
}

function toBatch(rows: readonly ComparisonRow[], addresses: boolean, options: CompareOptions): ComparedBatch {
  const compared = rows
    .map((row): ComparedRow => ({ ...row, hasAddress: addresses ? row.hasAddress : undefined }))
    .map((row) => ({ row, comparison: compareRow(row, options) }));
  return {
    compared: compared.map(({ comparison: { status, differences } }) => ({
      status,
      fields: differences.flatMap(({ field }) => (field === '' ? [] : [field])),
    })),
    differences: compared.flatMap(({ comparison }) => comparison.differences),
    fixups: compared.flatMap(({ row, comparison }) => {
      const fixup = toFixupRow(row, comparison, options);
      return fixup === undefined ? [] : [{ rowNumber: row.rowNumber, fixup }];
    }),
  };
}
