/**
 * The command line in this process: `main` of `src/cli`, with arguments, environment and streams of its own, one command at
 * a time. The start of a process takes longer than most commands. `npm run test:full` starts the built program instead.
 * A test of signals, kills, memory, standard input or several programs at once always starts it (`program.ts`).
 */
import { main } from '../../src/cli/program.js';
import { makeFolder, runProgram, type ProgramEnd, type ProgramOptions } from './program.js';
import { bySize } from './size.js';

export type CommandEnd = Pick<ProgramEnd, 'status' | 'stdout' | 'stderr'>;

type Run = (args: readonly string[], options?: Pick<ProgramOptions, 'env'>) => Promise<CommandEnd>;

/** Runs a command line to its end. `--help` and `--version` would end this process: they need `runProgram`. */
export const runCommand: Run = (args, options) => bySize({ small: runHere, full: runProgram })(args, options);

const runHere: Run = async (args, { env = {} } = {}) => {
  const { argv, env: environment, exitCode } = process;
  const streams = [capture(process.stdout), capture(process.stderr)] as const;
  process.argv = [process.execPath, 'bitpowr-bulk', ...args];
  process.env = { PATH: environment['PATH'], XDG_STATE_HOME: makeFolder(), ...env };
  process.exitCode = undefined;
  try {
    await main();
    const [stdout, stderr] = streams;
    return { status: readStatus(), stdout: stdout.read(), stderr: stderr.read() };
  } finally {
    for (const { release } of streams) release();
    Object.assign(process, { argv, env: environment, exitCode });
  }
};

/** What the command left for the end of the process. */
const readStatus = (): number => Number(process.exitCode ?? 0);

/** Keeps what is written to the stream, instead of letting it through. */
function capture(stream: NodeJS.WriteStream) {
  const write = stream.write.bind(stream);
  let text = '';
  stream.write = (chunk: Uint8Array | string) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  return { read: () => text, release: () => void (stream.write = write) };
}
