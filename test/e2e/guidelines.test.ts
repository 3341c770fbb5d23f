/** What https://clig.dev asks of a command line, point by point, where tools often miss it. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/config/commands.js';
import { liveCredential } from '../../src/sandbox/index.js';
import { toHeadings } from '../docs/pages.js';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, writeCustomers } from '../support/program.js';

const MAIN = resolve('dist/cli/main.js');

/** Runs the built program on a terminal of its own, where somebody types a text. Returns what the terminal shows. */
const runOnTerminal = (command: string, { typed = '', env = {} } = {}): Promise<string> =>
  new Promise((done) => {
    const program = `'${process.execPath}' '${MAIN}' ${command}`;
    const options = {
      env: { PATH: process.env['PATH'], TERM: 'xterm', XDG_STATE_HOME: makeFolder(), ...env },
    };
    const child = execFile('script', ['-qec', program, '/dev/null'], options, (_error, stdout) =>
      done(stdout),
    );
    child.stdin?.end(typed);
  });

describe('help', () => {
  it('is concise where there are no arguments, and no error', async () => {
    const { status, stdout, stderr } = await runCommand([]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n').length).toBeLessThanOrEqual(25);
    expect(stdout).toContain('bitpowr-bulk help');
  });

  it('is there for -h, --help and help, the same', async () => {
    const texts: string[] = [];
    for (const args of [
      ['import', '-h'],
      ['import', '--help'],
      ['help', 'import'],
    ])
      texts.push(await runHelp(args));
    expect(new Set(texts).size).toBe(1);
  });

  it('leads with examples, and lists the common options first', async () => {
    const text = await runHelp(['import', '--help']);
    const places = ['Examples:', 'Arguments:', '--dry-run', '--match', '--rate', '--profile'].map((part) =>
      text.indexOf(part, part.startsWith('--') ? text.indexOf('Arguments:') : 0),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it.each(Object.keys(COMMANDS))('of %s links to its documentation, which is there', async (command) => {
    const text = await runHelp(['help', command]);
    const [, path = '', anchor] = /^Documentation:\n +(\S+?)#(\S+)$/m.exec(text) ?? [];
    const titles = toHeadings(readFileSync(path, 'utf8')).map(({ title }) => title.replaceAll('`', ''));
    expect(titles).toContain(anchor);
  });

  it.each(Object.keys(COMMANDS))('of %s is a man page, too, which the package installs', (command) => {
    const { man } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly man: readonly string[] };
    const path = `./docs/man/bitpowr-bulk-${command}.1`;
    expect(man).toContain(path);
    expect(readFileSync(path, 'utf8')).toMatch(/^\.TH /m);
  });
});

const runHelp = async (args: readonly string[]): Promise<string> => (await runCommand(args)).stdout;

describe('mistakes', () => {
  it.each([
    [['imprt', 'x.csv'], 'import'],
    [['import', 'x.csv', '--dryrun'], '--dry-run'],
    [['import', 'x.csv', '--dry-rn'], '--dry-run'],
    [['export', '--ouput', 'x.csv'], '--output'],
    [['help', 'reconsile'], 'reconcile'],
  ])('in %j get a correction', async (args, meant) => {
    const { status, stderr } = await runCommand(args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(`Did you mean ${meant}?`) as string]);
    // The name of an option in code is no one's.
    expect(stderr).not.toMatch(/dryRn|dryrun,/);
  });

  it('are reported on stderr, with what to do', async () => {
    const { stdout, stderr } = await runCommand(['validate', 'nowhere.csv']);
    expect([stdout, stderr.trim().split('\n').length]).toEqual(['', 2]);
  });
});

describe('output', () => {
  it('has colours on a terminal, and none with NO_COLOR or in a file', async () => {
    const command = `validate ${resolve('fixtures/customers.csv')} --reports-dir ${makeFolder()}`;
    const coloured = await runOnTerminal(command);
    expect(coloured).toContain('\u001B[3');
    expect(await runOnTerminal(command, { env: { NO_COLOR: '1' } })).not.toContain('\u001B[3');
    const { stdout } = await runCommand([...command.split(' '), '--color']);
    expect(stdout).not.toContain('\u001B');
  });

  it('keeps what is said while the bar is up: at its end, the bar returns below it', async () => {
    const folder = makeFolder();
    const file = join(folder, 'one.csv');
    writeFileSync(file, 'externalId,name\nC1,Ann\n');
    const shown = await runOnTerminal(`import '${file}' --sandbox --verbose --reports-dir '${folder}/r'`);
    const said = shown.split(/(?=(?:GET|POST) \/)/).slice(1);
    expect(said.length).toBeGreaterThan(0);
    for (const text of said) expect(text.split('\n')[1]?.startsWith('\u001B7')).toBe(true);
  });

  it('has what only the makers of the tool understand with --verbose alone', async () => {
    const { flags, env } = await openSandbox();
    const args = ['import', writeCustomers(3), ...flags, '--reports-dir', makeFolder()];
    const usual = await runCommand([...args, '--run-id', 'a'], { env });
    const verbose = await runCommand([...args, '--run-id', 'b', '--verbose'], { env });
    expect([usual.stdout.includes('Requests:'), verbose.stdout.includes('Requests:')]).toEqual([false, true]);
    expect(usual.stderr).toBe('');
  });

  it('comes at once: the version needs no command, no schema and no package', () => {
    const files = listStaticImports(MAIN);
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((path) => !existsSync(path))).toEqual([]);
    const bytes = files.reduce((sum, path) => sum + readFileSync(path).length, 0);
    expect(bytes).toBeLessThan(60_000);
  });
});

/** The files that a file of the built program loads before it does anything; packages by their names. */
function listStaticImports(path: string, found: string[] = []): string[] {
  if (found.includes(path) || /^node:|^[^./]/.test(path)) return found;
  found.push(path);
  for (const [, target = ''] of readFileSync(path, 'utf8').matchAll(
    /(?:^|;|\})import(?:[^"(]*from)?"([^"]+)"/gm,
  )) {
    if (target.startsWith('node:')) continue;
    if (target.startsWith('.')) listStaticImports(join(dirname(path), target), found);
    else found.push(target);
  }
  return found;
}

describe('questions', () => {
  it('of what can not be undone are answered with a number, not with y', async () => {
    const { sandbox, flags } = await openSandbox();
    const env = { BITPOWR_TOKEN: liveCredential.token };
    const command = `import ${writeCustomers(3)} ${flags.join(' ')} --reports-dir ${makeFolder()}`;
    const refused = await runOnTerminal(`${command} --run-id a`, { env, typed: 'y\n' });
    expect(refused).toContain('type the number of these customers, 3');
    expect(sandbox.stats().customers).toBe(0);
    await runOnTerminal(`${command} --run-id b`, { env, typed: '3\n' });
    expect(sandbox.stats().customers).toBe(3);
  });

  it('are not asked with --no-input', async () => {
    const { sandbox, flags } = await openSandbox();
    const env = { BITPOWR_TOKEN: liveCredential.token };
    const command = `import ${writeCustomers(3)} ${flags.join(' ')} --reports-dir ${makeFolder()} --no-input`;
    const text = await runOnTerminal(command, { env, typed: '3\n' });
    expect([text.includes('type the number'), text.includes('live_not_confirmed')]).toEqual([false, true]);
    expect(sandbox.stats().customers).toBe(0);
  });
});

describe('configuration', () => {
  it('is taken from flags, then the environment, then the profile, then the file', async () => {
    const folder = makeFolder();
    const config = join(folder, 'bitpowr-bulk.config.json');
    const at = (name: string): string => `http://127.0.0.1:1/${name}`;
    writeFileSync(
      config,
      JSON.stringify({
        options: { 'base-url': at('file') },
        profiles: { night: { options: { 'base-url': at('profile') } } },
      }),
    );
    const show = async (args: readonly string[], env = {}): Promise<string> => {
      const { stdout } = await runCommand(['config', 'show', 'import', '--config', config, ...args], { env });
      return /^--base-url +(\S+)/m.exec(stdout)?.[1] ?? stdout;
    };
    const env = { BITPOWR_BASE_URL: at('environment') };
    const profile = ['--profile', 'night'];
    expect([
      await show([...profile, '--base-url', at('flag')], env),
      await show(profile, env),
      await show(profile),
      await show([]),
    ]).toEqual([at('flag'), at('environment'), at('profile'), at('file')]);
  });

  it('needs no secret in the environment', async () => {
    const { flags, env } = await openSandbox();
    const path = join(makeFolder(), 'bitpowr.env');
    writeFileSync(path, `BITPOWR_TOKEN=${env['BITPOWR_TOKEN'] ?? ''}\n`, { mode: 0o600 });
    const { status, stdout } = await runCommand(['auth', ...flags, '--credentials', path]);
    expect([status, stdout]).toEqual([0, expect.stringContaining('TEST') as string]);
  });

  it('has the proxy that the environment names', async () => {
    const env = { BITPOWR_TOKEN: 'test_token_sandbox', HTTPS_PROXY: 'http://127.0.0.1:1' };
    const { status, stderr } = await runCommand(['auth', '--base-url', 'https://api.example.test/v1'], {
      env,
    });
    expect([status, stderr]).toEqual([3, expect.stringContaining('127.0.0.1:1') as string]);
  });
});
