/** What a run remembers of its source. */
import type { Source } from '../../core/types.js';
import type { RunFacts } from '../run/facts.js';

/** Only after the last batch. `path`, `sourceName`: as the user gave them. */
export function toSourceFacts(
  source: Source,
  rows: number,
  { path, sourceName }: { readonly path: string; readonly sourceName?: string | undefined },
): RunFacts['source'] {
  return {
    path,
    ...(sourceName === undefined ? {} : { name: sourceName }),
    sha256: source.sha256(),
    rows,
    format: source.format,
  };
}
