import { mapOptionsSchema, type MapOptions } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { proposeForSource, type ProposedSource } from '../../jobs/map/propose-source.js';
import { assertMappingWritable, toMappingText, writeMapping } from '../../jobs/map/write-mapping.js';
import type { Arguments } from '../arguments.js';
import { canAsk, openQuestions } from '../confirm.js';
import { readEnvironment } from '../connection.js';
import { decideMapping } from '../decide-mapping.js';
import { assertOneOutput } from '../output.js';
import { toCheckText, toProposalJson, toProposalText } from '../proposal-text.js';
import { SCHEMA_PATH } from '../schema-path.js';
import { withSession } from '../session.js';
import { toSourcePlace } from '../source.js';
import type { Terminal } from '../terminal.js';

const DEFAULT_OUTPUT = 'mapping.json';

export async function run(flags: Arguments): Promise<void> {
  assertOneOutput(flags);
  const options = resolveOptions(mapOptionsSchema, flags);
  const path = toPath(options, flags);
  if (path !== undefined) assertMappingWritable(path, options);
  process.exitCode = await withSession(flags, readEnvironment(flags), async (deps, terminal) => {
    const proposed = await proposeForSource(toSourcePlace(flags), options, deps);
    if (flags.quiet !== true && flags.json !== true) tellProposal(proposed, path, terminal);
    const decided =
      path !== undefined && flags.json !== true && canAsk(flags)
        ? await openQuestions(terminal, deps.signal, (ask) => decideMapping(proposed, path, ask))
        : proposed;
    if (decided !== undefined && path !== undefined) {
      writeMapping(path, decided.mapping, { ...options, schema: SCHEMA_PATH });
    }
    return () => {
      if (decided === undefined) {
        terminal.err('Nothing was written.\n');
        return 0;
      }
      if (flags.json === true) terminal.out(toProposalJson(proposed, path));
      else if (path === undefined) terminal.out(toMappingText(decided.mapping));
      if (path !== undefined && flags.json !== true && flags.quiet !== true) {
        terminal.out(toCheckText({ ...decided, source: proposed.source, path }, flags, deps));
      }
      return decided.missing.length > 0 ? 1 : 0;
    };
  });
}

/** The file to write; none for standard output, and for a script that names none. */
function toPath({ output }: MapOptions, { json }: Arguments): string | undefined {
  if (output === '-' || (output === undefined && json === true)) return undefined;
  return output ?? DEFAULT_OUTPUT;
}

/** Standard output may be the mapping itself; the table then goes to people. */
function tellProposal(proposed: ProposedSource, path: string | undefined, terminal: Terminal): void {
  const text = toProposalText(proposed);
  if (path === undefined) terminal.err(text);
  else terminal.out(text);
}
