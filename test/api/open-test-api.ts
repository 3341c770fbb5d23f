import { onTestFinished } from 'vitest';
import { openApi, type ApiClient } from '../../src/api/client.js';
import type { ApiOptions } from '../../src/api/client-options.js';
import { systemClock } from '../../src/core/clock.js';
import type { RunEvent } from '../../src/core/events.js';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';
import { startOddServer, type OddAnswer, type OddServer } from './odd-server.js';

export const TOKEN = 'test_token_0123456789';

export interface TestApi {
  readonly api: ApiClient;
  readonly events: readonly RunEvent[];
  readonly stopping: AbortController;
  readonly killed: AbortController;
}

/** A client with short waits, closed after the test. */
export function openTestApi(baseUrl: string, options: Partial<ApiOptions> = {}): TestApi {
  const events: RunEvent[] = [];
  const stopping = new AbortController();
  const killed = new AbortController();
  const api = openApi({
    baseUrl,
    credential: { header: `Bearer ${TOKEN}`, secrets: [TOKEN], variables: [] },
    version: '0.0.0-test',
    emit: (event) => events.push(event),
    clock: systemClock,
    stopping: stopping.signal,
    killed: killed.signal,
    concurrency: 32,
    timeoutMs: 30_000,
    reserve: 0,
    backoffMs: 1,
    ...options,
  });
  onTestFinished(async () => {
    killed.abort();
    await api.close();
  });
  return { api, events, stopping, killed };
}

/** A server that answers as told, closed after the test. */
export async function withOddServer(answer: OddAnswer): Promise<OddServer> {
  const server = await startOddServer(answer);
  onTestFinished(() => server.close());
  return server;
}

/** The sandbox, closed after the test. */
export async function withSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}
