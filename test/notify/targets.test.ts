import { describe, expect, it } from 'vitest';
import { isBulkError } from '../../src/core/errors.js';
import { parseTargets, toTargetSecrets } from '../../src/notify/targets.js';

const TOKEN = 'T0000000000000000secret';

function toProblem(text: string): string {
  try {
    parseTargets([text]);
  } catch (error) {
    if (isBulkError(error)) return `${error.code}: ${error.message}`;
  }
  return 'none';
}

describe('parseTargets', () => {
  it('reads webhooks, Slack-compatible receivers and addresses, and takes none for another by its host', () => {
    const targets = parseTargets([
      `https://hooks.slack.com/services/${TOKEN}`,
      `slack+https://chat.example.com/hooks/${TOKEN}?a=1\n  mailto:ops@example.com,root`,
      'http://127.0.0.1:8080/hook',
    ]);
    expect(targets).toMatchObject([
      {
        kind: 'webhook',
        origin: 'https://hooks.slack.com',
        path: `/services/${TOKEN}`,
        user: undefined,
        name: 'https://hooks.slack.com/…',
      },
      {
        kind: 'slack',
        origin: 'https://chat.example.com',
        path: `/hooks/${TOKEN}?a=1`,
        user: undefined,
        name: 'slack+https://chat.example.com/…',
      },
      { kind: 'mail', to: ['ops@example.com', 'root'], name: 'mailto:ops@example.com,root' },
      {
        kind: 'webhook',
        origin: 'http://127.0.0.1:8080',
        path: '/hook',
        user: undefined,
        name: 'http://127.0.0.1:8080/…',
      },
    ]);
  });

  it('takes a user name and a password for basic authentication, and names neither', () => {
    const [target] = parseTargets(['https://ops:p%40ss-word@example.com/hook']);
    expect(target).toMatchObject({ user: 'ops:p@ss-word', name: 'https://example.com/…' });
  });

  it.each([
    ['http://hooks.example.com/x', 'to begin with https://'],
    ['ftp://example.com/x', 'to be https://'],
    ['hooks.example.com/x', 'to be https://'],
    ['slack+mailto:a@example.com', 'to be https://'],
    ['https://example.com/x#part', 'to have no #'],
    ['https://%zz:x@example.com/x', 'user name'],
    ['mailto:,', 'to be mailto:'],
    ['mailto:a@example.com?subject=x', 'to be mailto:'],
    ['mailto:a@example.com%0ABcc:b@example.com', 'to be mailto:'],
    ['mailto:a@example.com%2C%20b@example.com', 'to be mailto:'],
    ['mailto:-oQ/tmp@example.com', 'to be mailto:'],
  ])('refuses %j without showing it', (text, expected) => {
    const problem = toProblem(text);
    expect(problem).toMatch(/^config_invalid: Expected `--notify`/);
    expect(problem).toContain(expected);
    expect(problem).not.toContain(text);
  });

  it('says which of several is wrong', () => {
    expect(toProblem('https://example.com/a nonsense')).toContain('`--notify` (number 2)');
  });
});

describe('toTargetSecrets', () => {
  it('are the tokens of the path and the query, and the password; not words, and not the host', () => {
    const secrets = toTargetSecrets(
      parseTargets([
        `https://ops:pass-word@hooks.example.com/services/${TOKEN}?key=K0000000000000000%2B1`,
        'mailto:ops@example.com',
      ]),
    );
    expect([...secrets].sort()).toEqual(
      [TOKEN, 'K0000000000000000%2B1', 'K0000000000000000+1', 'ops:pass-word', 'pass-word'].sort(),
    );
  });
});
