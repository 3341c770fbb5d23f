/** `npm run demo`: the example customers go into the embedded sandbox. Bad rows are part of the show, so status 1 is fine. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const toPath = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const command = [
  'import',
  'fixtures/customers.csv',
  '--sandbox',
  '--provision-address',
  '--account-id',
  'demo-wallet',
];
process.stderr.write(`$ npx bitpowr-bulk ${command.join(' ')}\n\n`);
const { status } = spawnSync(process.execPath, [toPath('./main.js'), ...command], {
  cwd: toPath('../../'),
  stdio: 'inherit',
});
process.exitCode = status === 1 ? 0 : (status ?? 1);
