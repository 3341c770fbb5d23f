import { once } from 'node:events';
import { sandboxOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { BulkError, toMessage } from '../../core/errors.js';
import { readSmallText } from '../../core/small-file.js';
import type { SandboxFaults } from '../../sandbox/index.js';
import type { Arguments } from '../arguments.js';
import { readEnvironment } from '../connection.js';
import { withSession } from '../session.js';
import { startSandbox } from '../start-sandbox.js';

export async function run(flags: Arguments): Promise<void> {
  const { port, host, state, faults } = resolveOptions(sandboxOptionsSchema, flags);
  process.exitCode = await withSession(flags, readEnvironment(flags), async (deps, terminal) => {
    const sandbox = await startSandbox({
      port,
      host,
      ...(state === undefined ? {} : { stateFile: state }),
      ...(faults === undefined ? {} : { faults: parseFaults(faults) }),
    });
    const { liveCredential, testCredential } = await import('../../sandbox/index.js');
    terminal.out(`Sandbox at ${sandbox.url}\n`);
    terminal.out(
      `  TEST: BITPOWR_TOKEN=${testCredential.token}\n  LIVE: BITPOWR_TOKEN=${liveCredential.token}\n`,
    );
    terminal.out(`  What it saw: ${new URL('/_sandbox/stats', sandbox.url).href}\n`);
    if (!deps.signal.aborted) await once(deps.signal, 'abort');
    await sandbox.close();
    return () => 0;
  });
}

/** What the switches may be is checked by the sandbox itself. */
function parseFaults(text: string): Partial<SandboxFaults> {
  try {
    const json = text.startsWith('@') ? readSmallText(text.slice(1)) : text;
    return JSON.parse(json) as Partial<SandboxFaults>;
  } catch (cause) {
    throw new BulkError(
      'config_invalid',
      `Expected \`--faults\` to be a JSON object or @FILE: ${toMessage(cause)}.`,
      {
        cause,
      },
    );
  }
}
