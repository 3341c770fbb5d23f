/** Builds the program before the tests, if it is older than its source: the end-to-end tests run what users run. */
import { execFileSync } from 'node:child_process';
import { buildIfStale } from '../bin/build-if-stale.js';

export default function build() {
  buildIfStale();
  const command = ['node_modules/rolldown/bin/cli.mjs', '-c', 'test/modules.config.js'];
  execFileSync(process.execPath, command, { stdio: ['ignore', 'ignore', 'inherit'] });
}
