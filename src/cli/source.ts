/** What the command line says about the source. */
import { readMappingFile, readRulesFile } from '../config/files.js';
import { parseMapFlags } from '../config/map-flags.js';
import type { Rules } from '../core/rules.js';
import type { SourcePlace } from '../jobs/ingest/source-place.js';
import type { Arguments } from './arguments.js';

/** The options that files contain: field to column, from `--mapping`, overridden by `--map`; `--rules`. Throws `config_invalid`. */
export function readSourceFiles(flags: Arguments): {
  readonly map: Record<string, string>;
  readonly rules: Rules | undefined;
} {
  return { map: readMap(flags), rules: flags.rules === undefined ? undefined : readRulesFile(flags.rules) };
}

function readMap({ mapping, map }: Pick<Arguments, 'mapping' | 'map'>): Record<string, string> {
  const flags = map === undefined ? [] : typeof map === 'string' ? [map] : map;
  return { ...(mapping === undefined ? {} : readMappingFile(mapping)), ...parseMapFlags(flags) };
}

/** yargs hands a lone `-` over as an empty text. */
export function toSourcePlace({ source = '' }: Pick<Arguments, 'source'>): SourcePlace {
  return { path: source === '' && process.argv.includes('-') ? '-' : source, stdin: process.stdin };
}
