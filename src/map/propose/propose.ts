/** Proposes a mapping for a table that no one has described: by the words of its header and a sample of its rows. */
import { isOwnColumn } from '../header.js';
import { judgeColumn } from './judge.js';
import type { ColumnProposal, JudgedColumn, ProposedMapping, UnsureColumn } from './proposal.js';
import { resolveRivals } from './resolve-rivals.js';
import { toMappingFile } from './to-mapping-file.js';
import { readValues } from './values.js';

/** `rows`: cells of some rows, a few thousand at most. */
export function proposeMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): ProposedMapping {
  const judged = [...columns.entries()]
    .filter(([, column]) => !isOwnColumn(column))
    .map(([at, column]): JudgedColumn => {
      const values = readValues(rows.map((cells) => cells[at] ?? ''));
      return { column, at, samples: values.samples, judgement: judgeColumn(column, values) };
    });
  const resolved = resolveRivals(judged);
  const proposals = resolved.flatMap(({ judgement, ...column }): ColumnProposal[] => {
    if (!judgement.isSure) return [];
    const { field, order, confidence, reason } = judgement;
    return [{ ...column, field, order, confidence, reason }];
  });
  return {
    proposals,
    unsure: resolved.flatMap(({ judgement, ...column }): UnsureColumn[] =>
      judgement.isSure ? [] : [{ ...column, reason: judgement.reason }],
    ),
    missing: listMissing(proposals),
    mapping: toMappingFile(columns, proposals),
  };
}

/** What an import needs and these do not give. */
export function listMissing(proposals: readonly Pick<ColumnProposal, 'field'>[]): readonly string[] {
  const has = (...fields: readonly string[]): boolean =>
    proposals.some(({ field }) => fields.includes(field));
  return [
    ...(has('name', 'firstName', 'lastName') ? [] : ['name']),
    ...(has('externalId', 'email', 'uid') ? [] : ['externalId, email or uid']),
  ];
}
