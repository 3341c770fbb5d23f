/** Secrets and personal data are planted wherever they may come in, and looked for wherever something comes out. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testCredential } from '../../src/sandbox/index.js';
import type { Summary } from '../../src/record/summary/summary.js';
import { createCustomer } from '../support/drift.js';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, startProgram, waitForEnd } from '../support/program.js';
import { startProxy } from '../support/proxy.js';

const { token, publicKey, secretKey, apiKey } = testCredential;

/** Each way to log in, and what must not be seen of it. */
const LOGINS = [
  { name: 'a token', env: { BITPOWR_TOKEN: token }, secrets: [token] },
  {
    name: 'two keys, joined by a dot',
    env: { BITPOWR_PUBLIC_KEY: publicKey, BITPOWR_SECRET_KEY: secretKey },
    secrets: [publicKey, secretKey, `${publicKey}.${secretKey}`, `${publicKey}:${secretKey}`],
  },
  {
    name: 'two keys, in base64',
    env: { BITPOWR_PUBLIC_KEY: publicKey, BITPOWR_SECRET_KEY: secretKey, BITPOWR_KEY_STYLE: 'base64' },
    secrets: [publicKey, secretKey, `${publicKey}:${secretKey}`],
  },
  { name: 'an API key', env: { BITPOWR_API_KEY: apiKey }, secrets: [apiKey] },
] as const;

const toForms = (secret: string): string[] => [
  secret,
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  encodeURIComponent(secret),
];

const PERSON = {
  externalId: 'PLANTED-4711',
  name: 'Plantagenet Planted',
  email: 'planted.person@example.org',
  phone: '+2348099911122',
  city: 'Plantville',
};

interface Place {
  readonly path: string;
  readonly bytes: Buffer;
}

function readAll(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(folder.length + 1), bytes: readFileSync(path) }));
}

/** The files that say any of the texts. */
const whoSays = (places: readonly Place[], texts: readonly string[]): string[] =>
  places.filter(({ bytes }) => texts.some((text) => bytes.includes(text))).map(({ path }) => path);

/** A server that repeats, in its refusals, everything that it received. */
async function openGossip(secrets: readonly string[]) {
  const { sandbox } = await openSandbox();
  const origin = new URL(sandbox.url);
  const proxy = await startProxy(origin.origin, ({ label, body }) => {
    if (!label.startsWith('POST') || !label.endsWith('/customers')) return 'pass';
    const message = `Refused ${JSON.stringify(body)} for ${secrets.flatMap(toForms).join(' and ')}`;
    return { status: 422, body: { status: 'error', message, statusCode: 422 } };
  });
  return { url: `${proxy}${origin.pathname}` };
}

function writePeople(): string {
  const path = join(makeFolder(), 'people.csv');
  const { externalId, name, email, phone, city } = PERSON;
  const rows = [
    'externalId,name,email,phone,city',
    [externalId, name, email, phone, city].join(','),
    // Faulty, so that messages quote it.
    [`${externalId}-2`, name, email.replace('@', '(at)'), phone, city].join(','),
  ];
  writeFileSync(path, `${rows.join('\n')}\n`);
  return path;
}

describe('secrets', () => {
  it.each(LOGINS)(
    '$name: is nowhere to be seen, with any repetition by the server',
    async ({ env, secrets }) => {
      const { url } = await openGossip(secrets);
      const reportsDir = makeFolder();
      const child = startProgram(
        [
          'import',
          writePeople(),
          '--base-url',
          url,
          '--reports-dir',
          reportsDir,
          '--run-id',
          'r',
          '--verbose',
        ],
        { env },
      );
      const commandLine = readFileSync(`/proc/${child.pid ?? 0}/cmdline`, 'latin1');
      child.stdin.end();
      const { status, stdout, stderr } = await waitForEnd(child);
      expect(status).toBe(1);
      // The refusal did come through, less the secrets.
      expect(readFileSync(join(reportsDir, 'r', 'results.csv'), 'utf8')).toContain('[redacted]');
      const shown = await runCommand(['show', 'r', '--row', '1', '--reveal', '--reports-dir', reportsDir], {
        env,
      });
      const forms = secrets.flatMap(toForms);
      for (const text of [stdout, stderr, commandLine, shown.stdout, shown.stderr]) {
        for (const form of forms) expect(text).not.toContain(form);
      }
      const places = readAll(reportsDir);
      expect(places.map(({ path }) => path)).toEqual(
        expect.arrayContaining(['r/journal.sqlite', 'r/summary.json']),
      );
      expect(whoSays(places, forms)).toEqual([]);
    },
  );

  it('are not in what is said of a refused credential, nor in JSON', async () => {
    const { sandbox } = await openSandbox();
    const env = { BITPOWR_TOKEN: 'planted_token_of_nobody' };
    const reportsDir = makeFolder();
    const place = ['--base-url', sandbox.url, '--reports-dir', reportsDir];
    const ends = [
      await runCommand(['auth', '--base-url', sandbox.url, '--verbose'], { env }),
      await runCommand(['import', writePeople(), ...place, '--json', '--verbose'], { env }),
    ];
    for (const { status, stdout, stderr } of ends) {
      expect(status).toBe(3);
      expect(stdout + stderr).toContain('credential_rejected');
      for (const form of toForms(env.BITPOWR_TOKEN)) expect(stdout + stderr).not.toContain(form);
    }
    expect(whoSays(readAll(reportsDir), toForms(env.BITPOWR_TOKEN))).toEqual([]);
  });
});

describe('the other commands', () => {
  it('say nothing of a secret either: plan, apply, export, comparison, undo, figures', async () => {
    const { sandbox } = await openSandbox();
    const env = { BITPOWR_PUBLIC_KEY: publicKey, BITPOWR_SECRET_KEY: secretKey };
    const reportsDir = makeFolder();
    const place = ['--reports-dir', reportsDir, '--verbose'];
    const there = [...place, '--base-url', sandbox.url];
    const people = writePeople();
    const output = join(reportsDir, 'customers.csv');
    const figures = ['--metrics', join(reportsDir, 'figures.prom')];
    const lines = [
      { args: ['import', people, ...there, '--dry-run', '--run-id', 'p'], status: 1 },
      { args: ['apply', 'p', ...place], status: 1 },
      { args: ['export', '--output', output, ...there, ...figures], status: 0 },
      { args: ['reconcile', people, ...there, ...figures], status: 1 },
      { args: ['undo', 'p', '--delete-created', ...place], status: 0 },
      { args: ['runs', '--reports-dir', reportsDir, '--json'], status: 0 },
    ];
    const forms = [publicKey, secretKey, `${publicKey}.${secretKey}`, `${publicKey}:${secretKey}`].flatMap(
      toForms,
    );
    for (const { args, status } of lines) {
      const end = await runCommand(args, { env });
      expect(end.status, `${args.join(' ')}\n${end.stderr}`).toBe(status);
      for (const form of forms) expect(end.stdout + end.stderr).not.toContain(form);
    }
    const places = readAll(reportsDir);
    const names = places.map(({ path }) => path);
    expect(names).toEqual(
      expect.arrayContaining(['customers.csv', 'figures.prom', 'p/undo.csv', 'p/report.html']),
    );
    expect(whoSays(places, forms)).toEqual([]);
  });
});

describe('personal data', () => {
  const said = Object.values(PERSON);

  it('is in no progress, log line or process title', async () => {
    const { url } = await openGossip([]);
    const args = ['import', writePeople(), '--base-url', url, '--reports-dir', makeFolder(), '--verbose'];
    const child = startProgram(args, { env: { BITPOWR_TOKEN: token } });
    const commandLine = readFileSync(`/proc/${child.pid ?? 0}/cmdline`, 'latin1');
    child.stdin.end();
    const { status, stderr } = await waitForEnd(child);
    expect(status).toBe(1);
    expect(stderr).toContain('POST /customers 422');
    for (const text of [...said, 'planted.person']) {
      expect(stderr).not.toContain(text);
      expect(commandLine).not.toContain(text);
    }
  });

  it('is, with --mask, only where rows are kept to be sent or corrected', async () => {
    const { url } = await openGossip([]);
    const reportsDir = makeFolder();
    const args = ['--base-url', url, '--reports-dir', reportsDir, '--run-id', 'r', '--mask', '--verbose'];
    const { status, stdout, stderr } = await runCommand(['import', writePeople(), ...args], {
      env: { BITPOWR_TOKEN: token },
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(/email_[0-9a-f]{12}/);
    for (const text of [...said, 'planted.person']) expect(stdout + stderr).not.toContain(text);
    const kept = new Set(['r/journal.sqlite', 'r/journal.sqlite-wal', 'r/rejected.csv']);
    const others = whoSays(readAll(reportsDir), [...said, 'planted.person']).filter(
      (path) => !kept.has(path),
    );
    expect(others).toEqual([]);

    const checked = await runCommand([
      'validate',
      writePeople(),
      '--reports-dir',
      reportsDir,
      '--run-id',
      'v',
      '--mask',
    ]);
    expect(checked.stdout).toMatch(/email_[0-9a-f]{12}/);
    for (const text of [...said, 'planted.person']) expect(checked.stdout).not.toContain(text);
    const left = readAll(join(reportsDir, 'v'));
    expect(left.map(({ path }) => path)).toContain('issues.csv');
    expect(whoSays(left, [...said, 'planted.person'])).toEqual(['rejected.csv']);

    // Tokens must never be taken for names and emails.
    const results = join(reportsDir, 'r', 'results.csv');
    const again = await runCommand(['import', results, '--sandbox', '--reports-dir', makeFolder()]);
    expect(again.status).toBe(2);
    expect(again.stderr).toMatch(/^source_masked: /);
  });

  it('is, with --mask, in no file of a comparison except the fixup', async () => {
    const { sandbox, flags, env } = await openSandbox();
    await createCustomer(sandbox, {
      externalId: PERSON.externalId,
      name: `${PERSON.name} the Elder`,
      email: `old.${PERSON.email}`,
      address: { city: `Old ${PERSON.city}` },
    });
    await createCustomer(sandbox, { externalId: 'PLANTED-extra', name: 'X', email: `extra.${PERSON.email}` });
    const reportsDir = makeFolder();
    const place = [...flags, '--reports-dir', reportsDir];
    const compare = (...args: readonly string[]) =>
      runCommand(['reconcile', writePeople(), ...place, ...args], { env });
    // Each is in the file without --mask, so that the search would find it.
    await compare('--run-id', 'open');
    const texts = [...said, 'planted.person', 'PLANTED'];
    const plain = readFileSync(join(reportsDir, 'open', 'reconcile.csv'), 'utf8');
    for (const text of [PERSON.name, PERSON.email, PERSON.city, '(at)', 'PLANTED-extra'])
      expect(plain).toContain(text);

    // The page shows what differs, too: a person decides by it.
    const page = readFileSync(join(reportsDir, 'open', 'report.html'), 'utf8');
    for (const text of [PERSON.name, PERSON.city, 'PLANTED-extra']) expect(page).toContain(text);

    const { status, stdout, stderr } = await compare('--run-id', 'r', '--mask', '--verbose');
    expect(status).toBe(1);
    expect(stdout).toMatch(/email_[0-9a-f]{12}/);
    for (const text of texts) expect(stdout + stderr).not.toContain(text);
    const masked = readFileSync(join(reportsDir, 'r', 'reconcile.csv'), 'utf8');
    expect(masked).toMatch(/^externalId_[0-9a-f]{12},changed,name,name_[0-9a-f]{12},name_[0-9a-f]{12},/m);
    expect(masked).toMatch(/^externalId_[0-9a-f]{12},missing_source,/m);
    const kept = new Set(['journal.sqlite', 'journal.sqlite-wal', 'fixup.csv']);
    const others = whoSays(readAll(join(reportsDir, 'r')), texts).filter((path) => !kept.has(path));
    expect(others).toEqual([]);

    // Tonight's differences are known ones, whether or not they were masked last night.
    const again = await compare('--mask', '--previous', 'open', '--json');
    expect((JSON.parse(again.stdout) as Summary).reconcile?.previous).toMatchObject({ new: 0, gone: 0 });
  });

  it('has the same token in every run, and is itself again once the run is resumed without --mask', async () => {
    const { url } = await openGossip([]);
    const reportsDir = makeFolder();
    const env = { BITPOWR_TOKEN: token };
    const path = writePeople();
    const place = ['--base-url', url, '--reports-dir', reportsDir];
    for (const id of ['one', 'two'])
      await runCommand(['import', path, ...place, '--run-id', id, '--mask'], { env });
    const read = (id: string): string[] =>
      readFileSync(join(reportsDir, id, 'results.csv'), 'utf8').match(/(?:name|email)_[0-9a-f]{12}/g) ?? [];
    expect(read('one').length).toBeGreaterThan(3);
    expect(read('two')).toEqual(read('one'));
    await runCommand(['resume', 'one', ...place, '--no-mask'], { env });
    expect(readFileSync(join(reportsDir, 'one', 'results.csv'), 'utf8')).toContain(PERSON.name);
  });
});
