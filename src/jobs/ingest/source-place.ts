/** Where a job's source is, and how it is opened: the same for every command that reads one. */
import type { Readable } from 'node:stream';
import type { SourceOptions } from '../../config/options.js';
import type { Source } from '../../core/types.js';
import { makeNamesField } from '../../map/names-field.js';
import {
  openRepeatable,
  openSource,
  type OpenSourceOptions,
  type RepeatableSource,
} from '../../read/open.js';
import type { JobDeps } from '../deps.js';
import { setRefusedAside } from './own-export.js';

export type { RepeatableSource };

export interface SourcePlace {
  /** A path, or `-` for `stdin`. */
  readonly path: string;
  readonly stdin?: Readable;
}

/** Opens it and reports how it is read; close it after use. Throws what `openSource` throws. */
export async function openPlace(
  { path, stdin }: SourcePlace,
  options: SourceOptions,
  { emit }: Pick<JobDeps, 'emit'>,
): Promise<Source> {
  const source = await openSource(path, toReadOptions(options, stdin));
  for (const message of source.notes) emit({ type: 'note', message });
  return setRefusedAside(source);
}

/** Likewise a source that may be read a second time. Throws what `openSource` throws. */
export async function openRepeatablePlace(
  { path, stdin }: SourcePlace,
  options: SourceOptions,
  { emit }: Pick<JobDeps, 'emit'>,
): Promise<RepeatableSource> {
  const { source, again, close } = await openRepeatable(path, toReadOptions(options, stdin));
  for (const message of source.notes) emit({ type: 'note', message });
  return { source: setRefusedAside(source), again: async () => setRefusedAside(await again()), close };
}

function toReadOptions(options: SourceOptions, stdin: Readable | undefined): OpenSourceOptions {
  return {
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.dialect === undefined ? {} : { dialect: options.dialect }),
    ...(options.escape === undefined ? {} : { escape: options.escape }),
    ...(options.null === undefined ? {} : { nulls: options.null }),
    ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
    ...(options.headerRow === undefined ? {} : { headerRow: options.headerRow }),
    ...(options.comment === undefined ? {} : { comment: options.comment }),
    header: options.header,
    namesField: makeNamesField(options.map),
    ...(options.query === undefined ? {} : { query: options.query }),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    ...(stdin === undefined ? {} : { stdin }),
  };
}
