/** The source goes into the journal: read, mapped, validated, duplicates found. Nothing is sent. */
import type { ImportOptions } from '../../config/options.js';
import type { Mapping, Source } from '../../core/types.js';
import { Ingest } from '../../journal/ingest.js';
import type { Run } from '../run/run.js';
import type { StoppableDeps } from '../stop.js';
import { judgeTogether } from './judge-together.js';
import { readRows } from './read-rows.js';
import { makeRowCheck, type RowCheckOptions } from './row-check.js';
import { toSourceFacts } from './source-facts.js';

export type IngestOptions = RowCheckOptions & Partial<Pick<ImportOptions, 'sourceName'>>;

interface MappedSource {
  readonly source: Source;
  readonly mapping: Mapping;
  /** Where it was read from. */
  readonly path: string;
}

/** Leaves every row `ready`, `invalid` or `skipped`. Throws where the source can't be read to its end. */
export async function ingest(
  run: Run,
  { source, mapping, path }: MappedSource,
  options: IngestOptions,
  deps: StoppableDeps,
): Promise<void> {
  deps.emit({ type: 'phase', phase: 'reading' });
  run.set('mapping', mapping);
  const check = makeRowCheck(mapping, { ...options, keepsWishes: true });
  const writer = new Ingest(run.journal.file);
  writer.addMapping(mapping);
  const rows = await readRows(source, deps, (batch) => writer.add(check.validate(batch, true)));
  writer.finish();
  for (const message of source.toEndNotes()) deps.emit({ type: 'note', message });
  judgeTogether(run.journal.file, check, check.norms.toJudge(), { ...options, nowMs: deps.clock.now() });
  run.set('source', toSourceFacts(source, rows, { ...options, path }));
}
