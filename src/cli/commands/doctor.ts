import { doctorOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { examineVendor, type DoctorReport } from '../../jobs/doctor/doctor.js';
import { readEnvironment, withConnection } from '../connection.js';
import type { Arguments } from '../arguments.js';
import { toDoctorText } from '../doctor-text.js';
import { withSession, type OutputFlags } from '../session.js';
import type { Terminal } from '../terminal.js';

export async function run(flags: Arguments): Promise<void> {
  const environment = readEnvironment(flags);
  const options = resolveOptions(doctorOptionsSchema, flags, environment);
  process.exitCode = await withSession(flags, environment, async (deps, terminal) => {
    const report = await withConnection(flags, environment, options.reportsDir, (connection) =>
      examineVendor(options, connection, deps),
    );
    return () => {
      tell(report, flags, terminal);
      return report.exitCode;
    };
  });
}

function tell(
  { profile, path, exitCode }: DoctorReport,
  { json, quiet }: OutputFlags,
  terminal: Terminal,
): void {
  const { stopped } = profile;
  if (stopped !== null) terminal.err(`${terminal.emphasise(stopped.reason)}: ${stopped.message}\n`);
  const text = toDoctorText(profile, { path, columns: process.stdout.columns || 120 });
  if (json === true) terminal.out(`${JSON.stringify(profile, undefined, 2)}\n`);
  else if (quiet !== true) terminal.out(text);
  else if (exitCode !== 0) terminal.err(text);
}
