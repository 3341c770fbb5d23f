/** What the command line says about the source. */
import { readMappingFile, readRulesFile } from '../config/files.js';
import { mergeMappings, parseMapFlags, parseSetFlags, parseWhereFlags } from '../config/map-flags.js';
import type { MappingFile } from '../core/mapping-file.js';
import type { Rules } from '../core/rules.js';
import type { SourcePlace } from '../jobs/ingest/source-place.js';
import type { Arguments } from './arguments.js';
import { readTyped, toProgram } from './invocation.js';
import { assertLocalSource } from './remote-source.js';

/** The options that files and repeated flags contain: the mapping, from `--mapping`, overridden by `--map` and `--set`; `--rules`. Throws `config_invalid`. */
export function readSourceFiles(flags: Arguments): {
  readonly map: MappingFile;
  readonly rules: Rules | undefined;
} {
  return { map: readMap(flags), rules: flags.rules === undefined ? undefined : readRulesFile(flags.rules) };
}

function readMap({ mapping, map, set, where }: Arguments): MappingFile {
  return mergeMappings(
    mapping === undefined ? {} : readMappingFile(mapping),
    parseMapFlags(toList(map)),
    parseSetFlags(toList(set)),
    { where: parseWhereFlags(toList(where)) },
  );
}

function toList(flags: string | readonly string[] = []): readonly string[] {
  return typeof flags === 'string' ? [flags] : flags;
}

/** Throws `source_missing` for a URL. */
export function toSourcePlace({ source = '' }: Pick<Arguments, 'source'>): SourcePlace {
  assertLocalSource(source, readTyped(), toProgram());
  return { path: source, stdin: process.stdin };
}
