import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeLock } from '../../src/journal/lock.js';
import { ManualClock } from '../api/manual-clock.js';
import { makeFolder } from '../record/support.js';

const LIBSQL = createRequire(import.meta.url).resolve('libsql');

/** Takes the lock as another process would, tells what came of it, and stays until its stdin ends. */
const HOLDER = `
  const { writeFileSync } = require('node:fs');
  const [libsql, path, holder] = process.argv.slice(1);
  const database = new (require(libsql))(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    if (holder) writeFileSync(path + '.json', holder.replace('PID', process.pid));
    console.log('held');
  } catch (error) {
    console.log(error.code);
  }
  process.stdin.resume();
`;

interface OtherProcess {
  readonly pid: number;
  /** `held`, or SQLite's error code. */
  readonly said: string;
  /** Ends it without a chance to clean up. */
  kill(): Promise<void>;
}

async function startOther(path: string, holder = ''): Promise<OtherProcess> {
  const child: ChildProcess = spawn(process.execPath, ['-e', HOLDER, LIBSQL, path, holder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  if (child.stdout === null || child.pid === undefined) throw new Error('The other process did not start.');
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return { pid: child.pid, said: chunk.toString().trim(), kill };
}

const options = { clock: new ManualClock(), pid: 4711 };

async function makePath(): Promise<string> {
  return join(await makeFolder(), 'run.lock');
}

function take(path: string) {
  const lock = takeLock(path, 'run r-1', options);
  let isHeld = true;
  const release = (): void => {
    if (isHeld) lock.release();
    isHeld = false;
  };
  onTestFinished(release);
  return { release };
}

describe('lock', () => {
  it('keeps other processes out until it is released', async () => {
    const path = await makePath();
    const lock = take(path);
    const early = await startOther(path);
    expect(early.said).toBe('SQLITE_BUSY');
    lock.release();
    expect((await startOther(path)).said).toBe('held');
  });

  it('is refused while another process holds it, and says which and since when', async () => {
    const path = await makePath();
    const holder = '{"pid":PID,"host":"import-7","since":"2026-11-22T10:00:00.000Z"}';
    const other = await startOther(path, holder);
    expect(other.said).toBe('held');
    expect(() => take(path)).toThrow(
      expect.objectContaining({
        code: 'run_locked',
        message: `Another process works on run r-1: process ${other.pid} on import-7, since 2026-11-22T10:00:00.000Z.`,
      }),
    );
    // A refused process takes nothing away from the holder.
    expect(await readFile(`${path}.json`, 'utf8')).toContain(`"pid":${other.pid}`);
  });

  it('is refused all the same where the holder does not say who it is', async () => {
    const path = await makePath();
    await startOther(path);
    expect(() => take(path)).toThrow(
      expect.objectContaining({
        code: 'run_locked',
        message: 'Another process works on run r-1: it does not say which.',
      }),
    );
  });

  it('is free once its holder was killed, though its note is still there', async () => {
    const path = await makePath();
    const other = await startOther(path, '{"pid":PID,"host":"h","since":"s"}');
    expect(() => take(path)).toThrow(expect.objectContaining({ code: 'run_locked' }));
    await other.kill();
    expect(existsSync(`${path}.json`)).toBe(true);
    take(path);
    expect(await readFile(`${path}.json`, 'utf8')).toContain('"pid":4711');
  });

  it('says who holds it in a file beside it, which goes with the lock', async () => {
    const path = await makePath();
    const lock = take(path);
    expect(JSON.parse(await readFile(`${path}.json`, 'utf8'))).toEqual({
      pid: 4711,
      host: hostname(),
      since: '2023-11-14T22:13:20.000Z',
    });
    expect((await stat(`${path}.json`)).mode & 0o777).toBe(0o600);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    lock.release();
    expect(existsSync(`${path}.json`)).toBe(false);
  });

  it('can be taken again once it was released', async () => {
    const path = await makePath();
    take(path).release();
    take(path).release();
    const again = take(path);
    expect((await startOther(path)).said).toBe('SQLITE_BUSY');
    again.release();
  });

  it('is refused within one process too, and the refusal does not free it for others', async () => {
    const path = await makePath();
    take(path);
    expect(() => take(path)).toThrow(
      expect.objectContaining({
        code: 'run_locked',
        message: `Another process works on run r-1: process 4711 on ${hostname()}, since 2023-11-14T22:13:20.000Z.`,
      }),
    );
    expect((await startOther(path)).said).toBe('SQLITE_BUSY');
  });

  it('of one run leaves other runs free', async () => {
    const [one, two] = [await makePath(), await makePath()];
    take(one);
    take(two);
    expect(existsSync(`${two}.json`)).toBe(true);
  });

  it('can not be taken where its file can not be made', async () => {
    const path = join(await makeFolder(), 'missing', 'run.lock');
    expect(() => take(path)).toThrow(
      expect.objectContaining({
        code: 'output_unwritable',
        message: expect.stringContaining(
          `The lock ${path} can not be taken: the folder does not exist (ENOENT)`,
        ) as string,
      }),
    );
  });
});
