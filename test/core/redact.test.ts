import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRedactor, maskText } from '../../src/core/redact.js';
import { ENCODINGS, makeSearch, SECRETS } from '../support/secret-forms.js';
import { bySize } from '../support/size.js';

describe('redactor', () => {
  // Chosen so that each form is another text: padding, `/` and `+` in base64, characters that a URL escapes.
  const secret = 'sk_test?>~z/1';

  it.each([
    ['plain', 'sk_test?>~z/1'],
    ['in base64', 'c2tfdGVzdD8+fnovMQ=='],
    ['in base64 without padding', 'c2tfdGVzdD8+fnovMQ'],
    ['in base64url', 'c2tfdGVzdD8-fnovMQ'],
    ['percent-encoded', 'sk_test%3F%3E~z%2F1'],
  ])('takes out a secret that stands %s', (_, form) => {
    expect(makeRedactor([secret])(`Basic ${form}, refused`)).toBe('Basic [redacted], refused');
  });

  it('takes out every occurrence and leaves the rest as it is', () => {
    expect(makeRedactor(['hush-1', 'hush-2'])('a hush-1 b hush-2 c hush-1 d hush-3')).toBe(
      'a [redacted] b [redacted] c [redacted] d hush-3',
    );
  });

  it('leaves no remainder of a secret that contains another one, in any order', () => {
    expect(makeRedactor(['abcd', 'abcd.efgh'])('token abcd.efgh')).toBe('token [redacted]');
    expect(makeRedactor(['abcd.efgh', 'abcd'])('token abcd.efgh')).toBe('token [redacted]');
  });

  it('takes the characters of a secret for text, not for a pattern', () => {
    expect(makeRedactor(['a.*c$&'])('abbc a.*c$&')).toBe('abbc [redacted]');
  });

  it('leaves texts shorter than four characters alone, because they are not secrets and occur in every word', () => {
    expect(makeRedactor(['a', 'the', ''])('that is the one')).toBe('that is the one');
  });

  it('changes nothing where there are no secrets', () => {
    expect(makeRedactor([])('Bearer abcdef')).toBe('Bearer abcdef');
  });

  it('lets none of its secrets through, in any text', () => {
    const digits = fc.string({
      unit: fc.constantFrom('0', '1', '4', '7', '9', 'a', 'b', 'c', 'd', 'e', 'f'),
      minLength: 8,
      maxLength: 24,
    });
    fc.assert(
      fc.property(
        fc.array(digits, { minLength: 1, maxLength: 4 }),
        fc.array(fc.string()),
        (secrets, texts) => {
          const written = secrets.flatMap((one, at) => [
            texts[at] ?? '',
            one,
            Buffer.from(one).toString('base64'),
            Buffer.from(one).toString('base64url'),
          ]);
          const left = makeRedactor(secrets)(written.join(' '));
          return secrets.every(
            (one) => !left.includes(one) && !left.includes(Buffer.from(one).toString('base64url')),
          );
        },
      ),
    );
  });
});

describe.each(Object.entries(SECRETS))('a %s token', (_name, secret) => {
  const find = makeSearch(secret);

  it.each(Object.entries(ENCODINGS))('is taken out of records and messages: %s', (_encoding, encode) => {
    for (const pieces of [true, false]) {
      const redact = makeRedactor([secret], { pieces });
      for (const [before, after] of [
        ['', ''],
        ['token ', ', refused'],
        ['{"uid":"', '"}'],
        ['\\n', '\\n'],
      ] as const) {
        const left = redact(before + encode(secret) + after);
        expect(left).toContain('[redacted]');
        expect(find(left)).toBeUndefined();
        expect(left.startsWith(before) && left.endsWith(after)).toBe(true);
      }
    }
  });

  it('is in no message, wherever it is cut before or after', () => {
    const redact = makeRedactor([secret]);
    const encodings = Object.values(ENCODINGS);
    for (let at = 0; at < bySize({ small: 700, full: 3400 }); at += 1) {
      const form = (encodings[at % encodings.length] ?? String)(secret);
      const text = `${'x'.repeat(at % 620)} ${form} ${'y'.repeat(at % 97)}`;
      // A gateway cuts its dump in the middle of the token, an answer of ours is cut at 500.
      const cut = text.slice(0, text.length - (at % (form.length + 97)));
      expect(find(redact(cut).slice(0, 500)), cut).toBeUndefined();
      expect(find(redact(text.slice(at % 700))), text).toBeUndefined();
    }
  });
});

it('leaves JSON as JSON, whichever escapes stand around the secret', () => {
  const secret = 'nBcDeFgH01234567';
  const redact = makeRedactor([secret]);
  for (const text of [`"${secret}"`, `\n${secret}\n`, `\\${secret}\\`, `\u0041${secret}`]) {
    const json = JSON.stringify({ message: text });
    expect(JSON.parse(redact(json))).toEqual({ message: text.replace(secret, '[redacted]') });
  }
});

it('takes no half of an escape that only looks like the first letter of a secret', () => {
  const json = JSON.stringify({ message: '\nBcDeFgH01234567 refused' });
  expect(JSON.parse(makeRedactor(['nBcDeFgH01234567'])(json))).toEqual({ message: '[redacted] refused' });
});

it('leaves in records what is only a piece of a secret', () => {
  const secret = 'acme-bank-production-3f9a77c1';
  const name = '{"name":"Acme-Bank-Production"}';
  expect(makeRedactor([secret], { pieces: false })(name)).toBe(name);
  expect(makeRedactor([secret])(name)).toBe('{"name":"[redacted]"}');
});

describe('masked text', () => {
  it.each([
    ['jane@example.com', 'j***@e***.com'],
    ['jane.doe@mail.example.co.uk', 'j***@m***.uk'],
    ['a@b', 'a***@b***'],
    ['"odd@name"@example.com', '"***@e***.com'],
    ['+2348012345678', '+23***78'],
    ['08012345678', '080***78'],
    ['Jane Doe', 'J***'],
    ['Éva', 'É***'],
    ['🦊 Fox', '🦊***'],
    ['12345', '1***'],
    ['@example', '@***'],
  ])('shows %j as %j', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  it('tells nothing of an empty text', () => {
    expect(maskText('')).toBe('***');
  });
});
