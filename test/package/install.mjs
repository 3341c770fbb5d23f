/**
 * `node install.mjs TARBALL NPM`: what a user does with the package, in the Node that runs this. It is installed as a global one, then
 * the command is tried. Neither npm nor Node may warn.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const [tarball, npm] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-install-'));
const installed = join(folder, 'lib/node_modules/bitpowr-bulk');
const PATH = [join(folder, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter);
const env = { PATH, HOME: folder, XDG_STATE_HOME: join(folder, 'state'), NO_COLOR: '1' };

try {
  run(process.execPath, [npm, 'install', '--global', '--prefix', folder, tarball], { of: process.env });
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  tryCommand(['--version'], { shows: version });
  tryCommand(['validate', join(installed, 'fixtures/customers.csv')], { shows: 'valid    62', status: 1 });
  const demo = ['--sandbox', '--provision-address', '--account-id', 'demo-wallet'];
  tryCommand(['import', join(installed, 'fixtures/customers.csv'), ...demo], {
    shows: 'created  62',
    status: 1,
  });
  if (!existsSync(join(folder, 'share/man/man1/bitpowr-bulk.1'))) fail('There is no man page.');
  console.log(`Node ${process.version}: installed ${version}, tried 3 commands`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function tryCommand(args, { shows, status = 0 }) {
  const { stdout } = run('bitpowr-bulk', args, { status });
  if (!stdout.includes(shows)) fail(`bitpowr-bulk ${args.join(' ')} does not print "${shows}":\n${stdout}`);
}

function run(command, args, { status = 0, of = {} } = {}) {
  const end = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env: { ...env, ...of, PATH } });
  const what = [command, ...args].join(' ');
  if (end.error !== undefined) fail(`${what}: ${end.error.message}`);
  if (end.status !== status) fail(`${what} ended with ${end.status}, expected ${status}:\n${end.stderr}`);
  if (/\bwarn/i.test(end.stderr)) fail(`${what} warns:\n${end.stderr}`);
  return end;
}

function fail(text) {
  throw new Error(text);
}
