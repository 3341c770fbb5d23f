/**
 * `npm run demo:nightly`: what two nights look like. Customers go into the embedded sandbox, some of them are then changed and
 * deleted outside the tool, a comparison finds exactly those, its fixup corrects them, and both sides agree again.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { startSandbox } from './start-sandbox.js';

const toPath = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const root = toPath('../../');
const folder = 'reports/demo-nightly';
const source = `${folder}/customers.csv`;
const stateFile = join(root, folder, 'sandbox.sqlite');
const CUSTOMERS = 200;

process.exitCode = await demo();

/** 0 if every step ended as it should. */
async function demo(): Promise<number> {
  seed();
  const steps: readonly (() => boolean | Promise<boolean>)[] = [
    () => run(0, 'import', source),
    () => run(0, 'reconcile', source, '--previous', 'last'),
    drift,
    () => run(1, 'reconcile', source, '--previous', 'last'),
    () => run(0, 'import', findFixup()),
    () => run(0, 'reconcile', source, '--previous', 'last'),
  ];
  for (const step of steps) if (!(await step())) return 1;
  tell('Drift was found, corrected, and is gone.');
  return 0;
}

/** An empty sandbox, and the company's own list of customers. */
function seed(): void {
  rmSync(join(root, folder), { recursive: true, force: true });
  mkdirSync(join(root, folder), { recursive: true, mode: 0o700 });
  const rows = Array.from({ length: CUSTOMERS }, (_row, at) => {
    const number = String(at + 1).padStart(4, '0');
    return `C-${number},Customer ${number},customer-${number}@example.com,+442079460${number.slice(-3)},London,basic`;
  });
  const header = 'externalId,name,email,phone,address.city,metaData.plan';
  writeFileSync(join(root, source), `${[header, ...rows].join('\n')}\n`);
}

/** Runs the program as a person would type it; whether it ended with this status. */
function run(expected: number, ...args: readonly string[]): boolean {
  const command = [...args, '--sandbox', '--reports-dir', folder];
  tell(`$ npx bitpowr-bulk ${command.join(' ')}`);
  const { status } = spawnSync(process.execPath, [toPath('./main.js'), ...command], {
    cwd: root,
    stdio: 'inherit',
  });
  tell(`(status ${status ?? 'none'})`);
  return status === expected;
}

/** What a colleague with access to the dashboard might do in a day. */
async function drift(): Promise<boolean> {
  tell('At the API, five customers are changed and three are deleted.');
  const sandbox = await startSandbox({ stateFile });
  try {
    const { testCredential } = await import('../sandbox/index.js');
    const { customers } = sandbox.snapshot();
    const headers = {
      authorization: `Bearer ${testCredential.token}`,
      'content-type': 'application/json',
    };
    for (const [at, customer] of customers.slice(0, 8).entries()) {
      const { uid, ...fields } = customer;
      const changed = at < 3 ? { phone: '+442079461234' } : { name: `${customer.name} Ltd` };
      const answer = await fetch(`${sandbox.url}/customers/${uid}`, {
        headers,
        ...(at < 5
          ? { method: 'POST', body: JSON.stringify({ ...pick(fields), ...changed }) }
          : { method: 'DELETE' }),
      });
      if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
    }
  } finally {
    await sandbox.close();
  }
  return true;
}

/** What an update sends: the sandbox, like the harsher of two servers, clears what is left out. */
function pick({ name, email, phone, description, address, metaData }: Record<string, unknown>) {
  return { name, email, phone, description, address, metaData };
}

/** The newest fixup.csv. */
function findFixup(): string {
  const runs = readdirSync(join(root, folder)).sort().reverse();
  const run = runs.find((name) => readdirQuietly(join(root, folder, name)).includes('fixup.csv'));
  return `${folder}/${run ?? 'none'}/fixup.csv`;
}

function readdirQuietly(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    // A file, not a folder.
    return [];
  }
}

function tell(text: string): void {
  process.stderr.write(`\n${text}\n\n`);
}
