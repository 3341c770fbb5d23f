/** The options of a command that say how its source is read. */
import type { SourceOptions } from '../../config/options.js';
import { makeNamesField } from '../../map/names-field.js';
import type { ReadOptions } from '../../read/options.js';

const NAMES = [
  'delimiter',
  'encoding',
  'dialect',
  'escape',
  'null',
  'sheet',
  'headerRow',
  'comment',
  'header',
  'map',
  'query',
  'limit',
] as const;

/** Values without functions, which another thread can be given. */
export type PlaceOptions = Pick<SourceOptions, (typeof NAMES)[number]>;

export function pickPlaceOptions(options: PlaceOptions): PlaceOptions {
  return Object.fromEntries(NAMES.map((name) => [name, options[name]])) as PlaceOptions;
}

export function toReadOptions(options: PlaceOptions): ReadOptions {
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
  };
}
