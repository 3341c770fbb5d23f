import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { BulkError, toMessage } from '../../core/errors.js';
import type { SandboxFaults } from '../../sandbox/index.js';
import { defineCommand } from '../define-command.js';
import { readEnvironment } from '../connection.js';
import { withSession } from '../session.js';
import { startSandbox } from '../start-sandbox.js';

export const sandboxCommand = defineCommand({
  command: 'sandbox',
  describe: 'A local server that answers like the vendor, until Ctrl-C',
  builder: (yargs) =>
    yargs
      .options({
        port: { type: 'string', requiresArg: true, describe: 'Port [default: 4010; 0: any free one]' },
        host: { type: 'string', requiresArg: true, describe: 'Address to listen on [default: 127.0.0.1]' },
        state: {
          type: 'string',
          requiresArg: true,
          describe: 'SQLite file that keeps its state [default: in memory]',
        },
        faults: {
          type: 'string',
          requiresArg: true,
          describe: 'What goes wrong: a JSON object, or @FILE (see the README)',
        },
      })
      .example('$0 sandbox --state sandbox.sqlite', 'Keeps its customers over restarts')
      .example(`$0 sandbox --faults '{"errorRate": 0.05, "cutAfterRate": 0.05}'`, 'An unreliable server'),
  handler: async (flags) => {
    process.exitCode = await withSession(flags, readEnvironment(flags), async (deps, terminal) => {
      const sandbox = await startSandbox({
        port: parsePort(flags.port ?? '4010'),
        ...(flags.host === undefined ? {} : { host: flags.host }),
        ...(flags.state === undefined ? {} : { stateFile: flags.state }),
        ...(flags.faults === undefined ? {} : { faults: parseFaults(flags.faults) }),
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
  },
});

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new BulkError(
    'config_invalid',
    `Expected \`--port\` to be an integer from 0 to 65535, got \`${text}\`.`,
  );
}

/** What the switches may be is checked by the sandbox itself. */
function parseFaults(text: string): Partial<SandboxFaults> {
  try {
    const json = text.startsWith('@') ? readFileSync(text.slice(1), 'utf8') : text;
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
