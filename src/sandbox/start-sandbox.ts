import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toCredentialBook } from './authenticate.js';
import { sandboxCredentials, type SandboxCredential } from './credentials.js';
import { createDeriver } from './derive-address.js';
import { SandboxError } from './errors.js';
import { applySwitches } from './faults/check-switches.js';
import { Switchboard } from './faults/switchboard.js';
import { ThrottleWatch } from './faults/throttle-watch.js';
import { controlPrefix, handleControl, type Control } from './http/control.js';
import { ApiHandler } from './http/handler.js';
import type { Parts } from './http/parts.js';
import { RequestLog, type LoggedRequest } from './http/request-log.js';
import { Timers } from './http/timers.js';
import { defaultFaults, type SandboxFaults, type SandboxOptions } from './options.js';
import { allRoutes, createRouter } from './routes/find-route.js';
import { Counters, type SandboxStats } from './stats.js';
import { seedCustomers } from './store/seed.js';
import { toSnapshot, type SandboxSnapshot } from './store/snapshot.js';
import { StateFile } from './store/state-file.js';
import { Store } from './store/store.js';

/** A running sandbox. */
export interface Sandbox {
  /** The base URL of the API, such as `http://127.0.0.1:40123/api/v1`. */
  readonly url: string;
  /** The base URL of the sandbox's own API: `stats`, `reset-stats`, `configure`, `requests`, `snapshot`. */
  readonly controlUrl: string;
  readonly port: number;
  /** Changes some switches from the next request on. @throws SandboxError SANDBOX_OPTION, changing nothing */
  configure(changes: Partial<SandboxFaults>): void;
  /** The current switches. */
  faults(): SandboxFaults;
  stats(): SandboxStats;
  resetStats(): void;
  /** Copies of all records, over all organisations and modes, in creation order. */
  snapshot(): SandboxSnapshot;
  /** The last requests, if `recordRequests` is on; resetStats clears them. */
  requests(): LoggedRequest[];
  /** Cuts open connections, saves pending changes and stops. Can be called twice. */
  close(): Promise<void>;
}

/** Longer than any pause of a client, so that a request never meets a connection that is being closed. */
const keepAliveMs = 600_000;

/**
 * Starts a server that answers like the vendor's API.
 * @throws SandboxError SANDBOX_OPTION, SANDBOX_STATE_IN_USE, SANDBOX_STATE_UNREADABLE, SANDBOX_LISTEN
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const credentials = chooseCredentials(options);
  const faults = applySwitches(defaultFaults, options.faults ?? {});
  const stateFile = options.stateFile === undefined ? undefined : new StateFile(options.stateFile);
  const parts = createParts(credentials, faults, stateFile);
  const control = createControl(parts);
  const api = new ApiHandler(parts);
  const server = createServer({ keepAliveTimeout: keepAliveMs, requestTimeout: 0 }, (request, response) => {
    if (request.url?.startsWith(controlPrefix) === true) handleControl(control, request, response);
    else api.handle(request, response);
  });
  const host = options.host ?? '127.0.0.1';
  try {
    for (const saved of stateFile?.load() ?? []) parts.store.restore(saved);
    addSeeds(parts.store, credentials, options, faults.createdAtSkewMs);
    stateFile?.flush();
    await listen(server, host, options.port ?? 0);
  } catch (error) {
    stateFile?.close();
    throw error;
  }
  return toSandbox(server, host, control, { ...parts, stateFile });
}

function chooseCredentials({ credentials = sandboxCredentials, mode }: SandboxOptions): SandboxCredential[] {
  const chosen = credentials.filter((credential) => mode === undefined || credential.mode === mode);
  if (chosen.length > 0) return chosen;
  throw new SandboxError(
    'SANDBOX_OPTION',
    `Expected \`credentials\` to hold at least one${mode === undefined ? '' : ` of mode ${mode}`}, got none.`,
    'Leave `credentials` out for those of the sandbox.',
  );
}

function createParts(
  credentials: readonly SandboxCredential[],
  faults: SandboxFaults,
  stateFile: StateFile | undefined,
): Parts {
  return {
    store: new Store(stateFile),
    book: toCredentialBook(credentials),
    switchboard: new Switchboard(faults),
    counters: new Counters(),
    watch: new ThrottleWatch(),
    log: new RequestLog(),
    timers: new Timers(),
    findRoute: createRouter(allRoutes),
    deriveAddress: createDeriver(),
    whenSaved:
      stateFile === undefined ? (callback) => callback() : (callback) => stateFile.whenSaved(callback),
  };
}

function createControl({ counters, log, store, switchboard }: Parts): Required<Control> & SandboxControl {
  return {
    stats: () => counters.toStats(store),
    resetStats: () => {
      counters.reset();
      log.clear();
    },
    requests: () => log.last(switchboard.faults.recordRequests),
    snapshot: () => toSnapshot(store),
    faults: () => ({ ...switchboard.faults }),
    configure: (changes) => switchboard.configure(changes),
  };
}

type SandboxControl = Pick<Sandbox, 'stats' | 'resetStats' | 'requests' | 'snapshot' | 'faults'>;

function addSeeds(
  store: Store,
  [first]: readonly SandboxCredential[],
  options: SandboxOptions,
  skewMs: number,
): void {
  if (first === undefined || options.seedCustomers === undefined) return;
  const { orgId, mode } = first;
  seedCustomers(store, { tenantKey: `${orgId}:${mode}`, orgId, mode }, options.seedCustomers, skewMs);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const message = `The sandbox can't listen on ${host}:${port}: ${error.message}.`;
      reject(new SandboxError('SANDBOX_LISTEN', message, 'Choose another port; 0 takes a free one.', error));
    });
    server.listen(port, host, resolve);
  });
}

function toSandbox(
  server: Server,
  host: string,
  control: SandboxControl & Control,
  { timers, stateFile }: Pick<Parts, 'timers'> & { readonly stateFile: StateFile | undefined },
): Sandbox {
  const { port } = server.address() as AddressInfo;
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    timers.stop();
    stateFile?.close();
  };
  return {
    ...control,
    url: `${origin}/api/v1`,
    controlUrl: `${origin}/_sandbox`,
    port,
    close: () => (closing ??= close()),
  };
}
