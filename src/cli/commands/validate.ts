import { validateOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { validateSource } from '../../jobs/validate/validate.js';
import { readEnvironment } from '../connection.js';
import type { Arguments } from '../arguments.js';
import { runSession } from '../session.js';
import { readSourceFiles, toSourcePlace } from '../source.js';

export async function run(flags: Arguments): Promise<void> {
  const options = resolveOptions(validateOptionsSchema, { ...flags, ...readSourceFiles(flags) });
  const source = toSourcePlace(flags);
  const about = {
    command: 'validate',
    source: options.sourceName ?? source.path,
    reportsDir: options.reportsDir,
  };
  process.exitCode = await runSession(flags, readEnvironment(flags), about, (deps) =>
    validateSource(source, options, deps),
  );
}
