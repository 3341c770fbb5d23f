import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** In MiB. */
interface Largest {
  readonly young: number;
  readonly old: number;
}

async function work(kind: 'waits' | 'at-once'): Promise<Largest> {
  const script = fileURLToPath(new URL('memory-alone.mjs', import.meta.url));
  const module = resolve('node_modules/.cache/bitpowr-bulk/modules/cli/memory.js');
  const { stdout } = await promisify(execFile)(process.execPath, [script, module, kind]);
  return JSON.parse(stdout) as Largest;
}

it('the garbage of a command that works for less than a second does not pile up', async () => {
  expect((await work('waits')).old).toBeLessThan(36);
});

it('the young generation grows once, also where the work never waits', async () => {
  expect((await work('at-once')).young).toBeLessThan(20);
});
