/** What the command line says about the source. */
import { readMappingFile } from '../config/files.js';
import { parseMapFlags } from '../config/map-flags.js';
import type { SourcePlace } from '../jobs/source.js';
import type { Arguments } from './arguments.js';

/** Field to column, of `--mapping` and over it `--map`. Throws `config_invalid`. */
export function readMap({ mapping, map }: Pick<Arguments, 'mapping' | 'map'>): Record<string, string> {
  const flags = map === undefined ? [] : typeof map === 'string' ? [map] : map;
  return { ...(mapping === undefined ? {} : readMappingFile(mapping)), ...parseMapFlags(flags) };
}

/** yargs hands a lone `-` over as an empty text. */
export function toSourcePlace({ source = '' }: Pick<Arguments, 'source'>): SourcePlace {
  return { path: source === '' && process.argv.includes('-') ? '-' : source, stdin: process.stdin };
}
