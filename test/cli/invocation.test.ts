import { expect, test } from 'vitest';
import { toQueueWord, toSameCommand, toTypeable } from '../../src/cli/invocation.js';

test('the same command for another source leaves out how the old file was read', () => {
  const words = ['import', 'a b.csv', '--sheet', 'One', '--encoding=latin1', '--run-id', 'r', '--no-header'];
  const kept = ['--map', 'name=Full name', '--sandbox', '--json', '--credentials', 'my key.env'];
  expect(toSameCommand('bitpowr-bulk', [...words, ...kept], { from: 'a b.csv', to: '/r/rejected.csv' })).toBe(
    "bitpowr-bulk import /r/rejected.csv --map 'name=Full name' --sandbox --credentials 'my key.env'",
  );
});

test('the same command leaves out webhooks, because what a run tells to type stays in its files', () => {
  const hook = 'https://hooks.example.com/a';
  const words = ['import', 'a.csv', '--notify', hook, `--notify=slack+${hook}`, '--notify', '@to.txt'];
  const kept = ['--notify', 'mailto:ops@example.com', '--metrics=a=b.prom'];
  expect(toSameCommand('bitpowr-bulk', [...words, ...kept], { from: 'a.csv', to: 'b.csv' })).toBe(
    "bitpowr-bulk import b.csv --notify '@to.txt' --notify 'mailto:ops@example.com' '--metrics=a=b.prom'",
  );
});

test('a command in a message gets the folder of runs and the credential, once', () => {
  const flags = { reportsDir: 'my reports', credentials: 'b.env' };
  const program = /npx /.test(toTypeable('`bitpowr-bulk runs`', {})) ? 'npx bitpowr-bulk' : 'bitpowr-bulk';
  expect(toTypeable('See `bitpowr-bulk runs`.', flags)).toBe(
    `See \`${program} runs --reports-dir 'my reports'\`.`,
  );
  expect(toTypeable('`bitpowr-bulk resume x --credentials b.env`', flags)).toBe(
    `\`${program} resume x --credentials b.env --reports-dir 'my reports'\``,
  );
  expect(toTypeable('`bitpowr-bulk validate a.csv`', {})).toBe(`\`${program} validate a.csv\``);
  expect(toTypeable('`bitpowr-bulk resume k1`', { reportsDir: 'k' })).toBe(
    `\`${program} resume k1 --reports-dir k\``,
  );
  expect(toTypeable('`bitpowr-bulk import --help` or `bitpowr-bulk explain a`', flags)).toBe(
    `\`${program} import --help\` or \`${program} explain a\``,
  );
});

test('a command in a message gets the configuration file and the profile that were typed', () => {
  const configuration = {
    path: 'c.json',
    profile: { name: 'my night', from: '--profile' },
    isUsed: true,
    liveOrganisation: undefined,
  } as const;
  expect(toTypeable('`bitpowr-bulk resume x`', { config: 'c.json', configuration })).toContain(
    "resume x --config c.json --profile 'my night'`",
  );
  expect(toTypeable('`bitpowr-bulk runs`', { config: false })).toContain('runs --no-config`');
});

test('a command in a message has the words that were typed in place of FILE, RUN and URL', () => {
  const typed = { source: 'my list.csv', run: 'r1', queue: 'postgres://app@db.example.com/queue' };
  expect(toTypeable('`bitpowr-bulk map FILE` proposes', typed)).toContain("map 'my list.csv'`");
  expect(toTypeable('`bitpowr-bulk resume RUN --queue URL`', typed)).toContain(
    `resume r1 --queue '${typed.queue}'\``,
  );
  expect(toTypeable('`bitpowr-bulk map FILE`', { source: '-' })).toContain('map FILE`');
  expect(toTypeable('`bitpowr-bulk show RUN`', {})).toContain('show RUN`');
  expect(toTypeable('Map it with --map FIELD=COLUMN.', typed)).toBe('Map it with --map FIELD=COLUMN.');
});

test.each([
  ['@queue.url', '@queue.url'],
  ['postgres://db.example.com/queue', 'postgres://db.example.com/queue'],
  [
    'postgres://app:hidden%40@db.example.com:5432/q?sslmode=require',
    'postgres://app@db.example.com:5432/q?sslmode=require',
  ],
  [
    'postgresql://app:hidden@db.example.com/q?sslpassword=abc',
    'postgresql://app@db.example.com/q?sslpassword=…',
  ],
])('the queue %s is typed as %s', (queue, word) => expect(toQueueWord(queue)).toBe(word));
