/** The whole of `doctor` against a sandbox. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import { doctorOptionsSchema } from '../../src/config/options.js';
import type { RunEvent } from '../../src/core/events.js';
import type { VendorCheck, VendorFinding } from '../../src/core/vendor-profile.js';
import { examineVendor, type DoctorReport } from '../../src/jobs/doctor/doctor.js';
import { startSandbox, testCredential, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';
import { startProxy, type Decide } from './proxy.js';
import { hurriedClock } from './run-import.js';

export interface DoctorHooks {
  readonly onEvent?: (event: RunEvent, interrupt: () => void) => void;
  readonly token?: string;
  /** What becomes of single requests. */
  readonly proxy?: Decide;
}

export interface DoctorBench {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly reportsDir: string;
  run(flags?: Partial<z.input<typeof doctorOptionsSchema>>, hooks?: DoctorHooks): Promise<DoctorReport>;
}

export async function openDoctorBench(options: SandboxOptions = {}): Promise<DoctorBench> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  const folder = await mkdtemp(join(tmpdir(), 'bulk-doctor-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const reportsDir = join(folder, 'reports');
  return {
    sandbox,
    folder,
    reportsDir,
    run: async (flags = {}, { onEvent, token = testCredential.token, proxy } = {}) => {
      const origin = new URL(sandbox.url).origin;
      const baseUrl = proxy === undefined ? sandbox.url : `${await startProxy(origin, proxy)}/api/v1`;
      const interrupts = new AbortController();
      return examineVendor(
        doctorOptionsSchema.parse({ accountId: 'wallet-a', reportsDir, ...flags }),
        { endpoint: baseUrl, baseUrl, environment: { BITPOWR_TOKEN: token } },
        {
          emit: (event) => onEvent?.(event, () => interrupts.abort('SIGINT')),
          clock: hurriedClock,
          signal: interrupts.signal,
          pid: process.pid,
          version: '0.0.0-test',
          program: 'bitpowr-bulk',
        },
      );
    },
  };
}

/** One finding. Throws where there is none, or more than one. */
export function findingOf({ profile }: DoctorReport, id: VendorCheck): VendorFinding {
  const found = profile.findings.filter((finding) => finding.id === id);
  const [finding] = found;
  if (finding === undefined || found.length > 1)
    throw new Error(`${found.length} findings are called ${id}.`);
  return finding;
}

/** Customers of a sandbox that are not deleted. */
export function liveCustomers({ sandbox }: DoctorBench): readonly string[] {
  return sandbox
    .snapshot()
    .customers.filter(({ deletedAt }) => deletedAt === null)
    .map(({ name }) => name);
}
