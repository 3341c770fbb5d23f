/** What the columns of an opened source mean, and every doubt about the source: the same for every command that reads one. */
import type { SourceOptions } from '../../config/options.js';
import type { Mapping, Source } from '../../core/types.js';
import { toMapping } from '../../map/mapping.js';
import { counts, toDoubtIssue } from '../../validate/doubts.js';

/** The mapping with all issues of the source and its header. Throws what `toMapping` throws. */
export function mapSource(source: Source, options: SourceOptions): Mapping {
  const mapping = toMapping(source.columns, {
    map: options.map,
    unknownColumns: options.unknownColumns,
    headerLine: source.headerLine,
    headerRemedy: source.headerRemedy,
  });
  const doubts = source.doubts
    .filter((doubt) => counts(doubt, mapping.uses))
    .map((doubt) => toDoubtIssue(doubt, 0, source.columns));
  return { ...mapping, issues: [...doubts, ...mapping.issues] };
}
