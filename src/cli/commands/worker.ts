import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { workerOptionsSchema } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import { makeFolder } from '../../core/make-folder.js';
import { listCredentials, readCredential } from '../../fleet/credentials.js';
import { openStore } from '../../fleet/open-store.js';
import { openMonitor } from '../../fleet/monitor.js';
import { runWorker } from '../../fleet/worker.js';
import type { JobDeps } from '../../jobs/deps.js';
import { toSecrets } from '../../jobs/secrets.js';
import type { Arguments } from '../arguments.js';
import { listQueueSecrets, readQueueUrl } from '../queue/open-fleet.js';
import { withSession } from '../session.js';
import type { Terminal } from '../terminal.js';

export async function run(flags: Arguments): Promise<void> {
  const options = resolveOptions(workerOptionsSchema, flags);
  const url = readQueueUrl(options.queue);
  const { credentials, jobs, listen } = options;
  const secrets = listCredentials(credentials).flatMap((name) => listSecrets(credentials, name));
  const holder = options.name ?? `${hostname()}:${process.pid}`;
  const work = async (deps: JobDeps, terminal: Terminal): Promise<() => 0> => {
    const store = await openStore(options.store, process.env);
    const workDir = await makeWorkDir(options.workDir);
    const monitor = await openMonitor(listen, holder).catch(async (error: unknown) => {
      await workDir.remove();
      throw error;
    });
    try {
      const settings = {
        ...{ url, store, credentials, jobs, holder, workDir: workDir.path, ttlMs: options.lease * 1000 },
        environment: process.env,
        deps,
        signal: deps.signal,
        emit: monitor.emit,
        say: monitor.listen((word) => {
          const level = word.type === 'dead' ? 'error' : word.type === 'later' ? 'warn' : 'info';
          const runId = 'runId' in word ? word.runId : undefined;
          terminal.report({
            level,
            event: word.type,
            message: word.message,
            ...(runId === undefined ? {} : { runId }),
          });
        }),
      };
      await runWorker(settings, (queue) => {
        monitor.watch(queue);
        terminal.report({
          level: 'info',
          event: 'ready',
          message: `The worker ${holder} is ready: ${jobs} runs at a time.`,
        });
      });
      return () => 0;
    } finally {
      await monitor.close();
      await workDir.remove();
    }
  };
  const hidden = [...secrets, ...listQueueSecrets(url)];
  process.exitCode = await withSession(flags, process.env, work, {
    secrets: hidden,
    finish: ({ exitCode }) => Promise.resolve(exitCode),
  });
}

/** A credential that can't be read is a matter of the runs that need it. */
function listSecrets(folder: string, name: string): readonly string[] {
  try {
    return toSecrets(readCredential(folder, name).variables);
  } catch {
    return [];
  }
}

async function makeWorkDir(
  given: string | undefined,
): Promise<{ readonly path: string; remove(): Promise<void> }> {
  if (given !== undefined) {
    makeFolder(resolve(given));
    return { path: resolve(given), remove: () => Promise.resolve() };
  }
  const path = await mkdtemp(join(tmpdir(), 'bitpowr-bulk-worker-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
