/** A check in this process: a file of these bytes, and what it left behind. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { validateOptionsSchema } from '../../src/config/options.js';
import { systemClock } from '../../src/core/clock.js';
import type { Summary } from '../../src/record/summary/summary.js';
import { validateSource } from '../../src/jobs/validate/validate.js';
import { makeFolder, readCsv } from './program.js';

export interface ValidateResult {
  readonly summary: Summary;
  readonly issues: readonly Record<string, string>[];
  /** Undefined: no row is rejected. */
  readonly rejected: Buffer | undefined;
}

/** Throws what `validateSource` throws. */
export async function validateBytes(
  bytes: Buffer | string,
  flags: z.input<typeof validateOptionsSchema> = {},
  name = 'customers.csv',
): Promise<ValidateResult> {
  const folder = makeFolder();
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const options = validateOptionsSchema.parse({ reportsDir: join(folder, 'reports'), ...flags });
  const { summary } = await validateSource({ path }, options, {
    emit: () => undefined,
    clock: systemClock,
    signal: new AbortController().signal,
    pid: process.pid,
    version: '0.0.0-test',
    program: 'bitpowr-bulk',
  });
  const rejected = join(summary.runDir, 'rejected.csv');
  return {
    summary,
    issues: readCsv(join(summary.runDir, 'issues.csv')),
    rejected: existsSync(rejected) ? readFileSync(rejected) : undefined,
  };
}
