/** `doctor`: finds out what an account's API really does, with customers and addresses of its own making. */
import { join, resolve } from 'node:path';
import type { DoctorOptions } from '../../config/options.js';
import { BulkError, isBulkError } from '../../core/errors.js';
import { makeRedactor } from '../../core/redact.js';
import {
  VENDOR_CHECKS,
  VENDOR_PROFILE_NAME,
  type VendorCheck,
  type VendorFinding,
  type VendorProfile,
} from '../../core/vendor-profile.js';
import { makeFolder } from '../../core/make-folder.js';
import { withAtomicFile } from '../../record/table/atomic-file.js';
import { toStopExitCode, type ExitCode } from '../../record/summary/exit-code.js';
import { openClient } from '../connect.js';
import { toSecrets } from '../secrets.js';
import type { Connection, JobDeps } from '../deps.js';
import { Stop, stopAfter } from '../stop.js';
import { cleanUp } from './clean-up.js';
import { toFacts } from './facts.js';
import { toSkipped, toUnknown } from './finding.js';
import { identify, type Identity } from './identify.js';
import { judgeThrottling } from './judge/ends.js';
import { STEPS, type DoctorStep } from './steps.js';
import { Unanswered, Visit, VisitEnded } from './visit.js';

export interface DoctorReport {
  readonly profile: VendorProfile;
  /** Where the profile was written; undefined: it was not, for doctor was stopped. */
  readonly path: string | undefined;
  readonly exitCode: ExitCode;
}

/**
 * Looks at everything, deletes what it made where that can be done, and writes the profile. Where it is stopped, the report
 * has what it made. Throws `server_unreachable`, `credential_rejected`, `live_not_confirmed` while nothing is made yet.
 */
export async function examineVendor(
  options: DoctorOptions,
  connection: Connection,
  deps: JobDeps,
): Promise<DoctorReport> {
  const stop = new Stop(deps.signal);
  const endTimer = stopAfter(options.maxDuration, { clock: deps.clock, stop });
  const api = openClient(connection, options, { ...deps, stop });
  try {
    const { accountId, asset } = options;
    const visit = new Visit({ probe: api.probe, clock: deps.clock, signal: stop.signal, accountId, asset });
    const identity = await identifyOrStop(visit, connection, stop);
    if (identity.mode !== 'TEST' && !options.live) throw toNotConfirmed(identity);
    visit.mode = identity.mode;
    const findings = await lookAtAll(visit, stop, deps);
    const profile = toProfile([identity.finding, ...findings], { identity, visit, stop, connection, deps });
    return await write(profile, options, stop);
  } finally {
    endTimer();
    await api.close();
  }
}

async function identifyOrStop(visit: Visit, { baseUrl }: Connection, stop: Stop): Promise<Identity> {
  try {
    return await identify(visit, baseUrl);
  } catch (error) {
    if (!(error instanceof VisitEnded) || stop.stopped === null) throw error;
    throw new BulkError(stop.stopped.reason, `${stop.stopped.message} Nothing was made.`);
  }
}

function toNotConfirmed({ mode, orgId }: Identity): BulkError {
  const whose = orgId === '' ? '' : `, of the organisation ${orgId}`;
  const message =
    mode === 'LIVE'
      ? `The credential is a LIVE one${whose}. Nothing was made.`
      : `The server does not say whether the credential is a TEST or a LIVE one${whose}. Nothing was made.`;
  return new BulkError('live_not_confirmed', message, {
    hint: 'Use a TEST credential; or add --live if customers and addresses may be made with this one.',
  });
}

const CLEAN_UP: DoctorStep = { checks: ['delete'], run: cleanUp };

/** Findings of all steps, then of the end. Throws what ends doctor while nothing is made yet. */
async function lookAtAll(visit: Visit, stop: Stop, deps: JobDeps): Promise<VendorFinding[]> {
  const findings: VendorFinding[] = [];
  const total = STEPS.length + 1;
  let failure: BulkError | undefined;
  deps.emit({ type: 'phase', phase: 'examining', total });
  for (const [at, step] of [...STEPS, CLEAN_UP].entries()) {
    // What was made is deleted all the same: a plan's limit on addresses does not keep customers from it.
    const isAttempted = failure === undefined || step === CLEAN_UP;
    const taken = isAttempted ? await takeOrTidy(step, visit, stop) : { findings: [], failure };
    findings.push(...taken.findings, ...toMissing(step, taken, visit, stop));
    failure ??= taken.failure;
    deps.emit({ type: 'progress', phase: 'examining', done: at + 1, total });
  }
  if (failure !== undefined && visit.made.length === 0) throw failure;
  if (failure !== undefined) stop.byError(failure);
  return [...findings, judgeThrottling(visit.throttles)];
}

interface Taken {
  readonly findings: readonly VendorFinding[];
  /** Why the step could not continue. */
  readonly why?: string;
  /** Why every later step would fail too. */
  readonly failure?: BulkError | undefined;
}

/** A fault of this program must not leave its customers behind. */
async function takeOrTidy(step: DoctorStep, visit: Visit, stop: Stop): Promise<Taken> {
  try {
    return await take(step, visit, stop);
  } catch (error) {
    await take(CLEAN_UP, visit, stop);
    throw error;
  }
}

async function take(step: DoctorStep, visit: Visit, stop: Stop): Promise<Taken> {
  if (stop.stopped !== null || isLeftOut(step, visit)) return { findings: [] };
  try {
    return { findings: await step.run(visit) };
  } catch (error) {
    if (isBulkError(error)) return { findings: [], failure: error };
    if (error instanceof VisitEnded) return { findings: [] };
    if (error instanceof Unanswered) return { findings: [], why: error.message };
    throw error;
  }
}

function isLeftOut({ needsWallet }: DoctorStep, { accountId }: Visit): boolean {
  return needsWallet === true && accountId === undefined;
}

/** Every check has a finding, also where its step did not come so far. */
function toMissing(
  step: DoctorStep,
  { findings, why, failure }: Taken,
  visit: Visit,
  stop: Stop,
): VendorFinding[] {
  const found = new Set(findings.map(({ id }) => id));
  const others = step.checks.filter((id) => !found.has(id));
  if (isLeftOut(step, visit)) {
    return others.map((id) => toSkipped(id, 'give --account-id with a wallet to test addresses'));
  }
  const reason = why ?? failure?.message ?? stop.stopped?.message ?? 'what it needs could not be made';
  return others.map((id) => toUnknown(id, reason));
}

interface ProfileParts {
  readonly identity: Identity;
  readonly visit: Visit;
  readonly stop: Stop;
  readonly connection: Connection;
  readonly deps: JobDeps;
}

function toProfile(
  findings: readonly VendorFinding[],
  { identity, visit, stop, connection, deps }: ProfileParts,
): VendorProfile {
  const order = Object.keys(VENDOR_CHECKS) as VendorCheck[];
  const { orgId, mode } = identity;
  const profile: VendorProfile = {
    schemaVersion: 1,
    // `sandbox` for the embedded one, whose port is another each time.
    baseUrl: connection.endpoint,
    orgId,
    mode,
    checkedAt: new Date(deps.clock.now()).toISOString(),
    stopped: stop.stopped,
    facts: toFacts(findings),
    findings: findings.toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id)),
    made: [...visit.made],
  };
  // It contains what the server said.
  const redact = makeRedactor(toSecrets(connection.environment));
  return JSON.parse(redact(JSON.stringify(profile))) as VendorProfile;
}

async function write(
  profile: VendorProfile,
  { output, reportsDir }: DoctorOptions,
  stop: Stop,
): Promise<DoctorReport> {
  if (stop.stopped !== null) {
    return { profile, path: undefined, exitCode: toStopExitCode(stop.stopped.reason, stop.by) };
  }
  const path = output ?? join(reportsDir, VENDOR_PROFILE_NAME);
  if (output === undefined) makeFolder(resolve(reportsDir));
  await withAtomicFile(path, (write) => write(`${JSON.stringify(profile, undefined, 2)}\n`));
  const isFine = profile.findings.every(({ severity }) => ['ok', 'note', 'skipped'].includes(severity));
  return { profile, path, exitCode: isFine ? 0 : 1 };
}
