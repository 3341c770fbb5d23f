/** Where a job's source is, and how it is opened: the same for every command that reads one. */
import type { Readable } from 'node:stream';
import type { SourceOptions } from '../config/options.js';
import type { Source } from '../core/types.js';
import { openSource } from '../read/open.js';

export interface SourcePlace {
  /** A path, or `-` for `stdin`. */
  readonly path: string;
  readonly stdin?: Readable;
}

/** Opens it; close it after use. Throws what `openSource` throws. */
export function openPlace({ path, stdin }: SourcePlace, options: SourceOptions): Promise<Source> {
  return openSource(path, {
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    ...(stdin === undefined ? {} : { stdin }),
  });
}
