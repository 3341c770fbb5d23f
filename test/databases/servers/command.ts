/** Starts programs of a database, as the user that the database's package made where the tests run as root. */
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A user and group, as `spawn` takes them; empty: the user of the tests. */
export type User = Pick<SpawnOptions, 'uid' | 'gid'>;

/** A program that does its work and ends, with what it has written. */
export async function run(
  program: string,
  args: readonly string[],
  { user = {}, input = '' }: { readonly user?: User; readonly input?: string } = {},
): Promise<string> {
  const child = spawn(program, args, { ...user, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => undefined).end(input);
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0)
    throw new Error(`${program} ended with ${String(status)}: ${stderr}${stdout}`.slice(0, 4000));
  return stdout;
}

/** A server, until `stop`: its signal, and SIGKILL after ten seconds. What it writes is in the error if it ends too soon. */
export function startServer(program: string, args: readonly string[], user: User): RunningServer {
  const child = spawn(program, args, { ...user, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  // A run that ends early must leave no server behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    assertRunning: () => {
      if (hasEnded(child)) throw new Error(`${program} ended with ${String(child.exitCode)}: ${log}`);
    },
    stop: async (signal = 'SIGTERM') => {
      process.off('exit', kill);
      if (hasEnded(child)) return;
      const closed = once(child, 'close');
      const timer = setTimeout(kill, 10_000);
      child.kill(signal);
      await closed;
      clearTimeout(timer);
    },
  };
}

export interface RunningServer {
  /** Throws with the server's log if it has ended. */
  assertRunning(): void;
  /** @default SIGTERM */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Tries until it succeeds; a server that has ended ends the waiting. */
export async function waitUntilReady(server: RunningServer, isReady: () => Promise<unknown>): Promise<void> {
  for (;;) {
    server.assertRunning();
    const ready = await isReady().then(
      () => true,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** No database server runs as root: then the user `name`, made by the package, does. */
export function toUser(name: string): User {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim() || Number.NaN),
  );
  if (uid === undefined || gid === undefined || Number.isNaN(uid) || Number.isNaN(gid))
    throw new Error(`The tests run as root, and there is no user ${name} for the server.`);
  return { uid, gid };
}

/** A folder of this user, short enough for a socket in it. */
export function makeUserFolder({ uid, gid }: User): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'bulk-db-'));
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The path of a program; `more` are folders that need not be in PATH. Throws with the package to install. */
export function findProgram(name: string, packageName: string, more: readonly string[] = []): string {
  const folders = [...more, ...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const folder = folders.find((one) => listFolder(one).includes(name));
  if (folder !== undefined) return join(folder, name);
  throw new Error(
    `${name} is missing. Install it: apt-get install -y --no-install-recommends ${packageName}`,
  );
}

export function listFolder(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
