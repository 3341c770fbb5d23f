/** Where a job's source is, and how it is opened: the same for every command that reads one. */
import type { Readable } from 'node:stream';
import type { Source } from '../../core/types.js';
import { openRepeatable, openSource, type RepeatableSource } from '../../read/open.js';
import type { JobDeps } from '../deps.js';
import { setRefusedAside } from './own-export.js';
import { pickPlaceOptions, toReadOptions, type PlaceOptions } from './reading-options.js';
import { deservesThread, openInThread } from './source-thread.js';

export type { RepeatableSource };

export interface SourcePlace {
  /** A path, or `-` for `stdin`. */
  readonly path: string;
  readonly stdin?: Readable;
  /** Opens a source that is no file, such as the rows of a review; `path` then only names it. */
  readonly open?: () => Promise<Source>;
}

/** Opens it and reports how it is read; close it after use. Throws what `openSource` throws. */
export async function openPlace(
  place: SourcePlace,
  options: PlaceOptions,
  { emit }: Pick<JobDeps, 'emit'>,
): Promise<Source> {
  const source = await open(place, options);
  for (const message of source.notes) emit({ type: 'note', message });
  return source;
}

/** Likewise a source that may be read a second time. Throws what `openSource` throws. */
export async function openRepeatablePlace(
  place: SourcePlace,
  options: PlaceOptions,
  { emit }: Pick<JobDeps, 'emit'>,
): Promise<RepeatableSource> {
  const opened = await openTwice(place, options);
  for (const message of opened.source.notes) emit({ type: 'note', message });
  return opened;
}

async function open(place: SourcePlace, options: PlaceOptions): Promise<Source> {
  const { path } = place;
  if (place.open !== undefined) return place.open();
  if (deservesThread(path)) return openInThread({ path, options: pickPlaceOptions(options) });
  return setRefusedAside(await openSource(path, toOpenOptions(place, options)));
}

async function openTwice(place: SourcePlace, options: PlaceOptions): Promise<RepeatableSource> {
  if (place.open !== undefined || deservesThread(place.path)) {
    const source = await open(place, options);
    return { source, again: () => open(place, options), close: () => source.close() };
  }
  const { source, again, close } = await openRepeatable(place.path, toOpenOptions(place, options));
  return { source: setRefusedAside(source), again: async () => setRefusedAside(await again()), close };
}

function toOpenOptions({ stdin }: SourcePlace, options: PlaceOptions) {
  return { ...toReadOptions(options), ...(stdin === undefined ? {} : { stdin }) };
}
