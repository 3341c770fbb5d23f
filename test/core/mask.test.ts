import { describe, expect, it } from 'vitest';
import { makeMask } from '../../src/core/mask.js';

const mask = makeMask(Buffer.from('a key of the company'));

describe('a token', () => {
  it('is the same for the same value, however it is written, and another for another', () => {
    expect(mask('email', 'Jane@Example.com ')).toBe(mask('email', 'jane@example.com'));
    expect(mask('phone', '+234 (803) 123-4567')).toBe(mask('phone', '+2348031234567'));
    expect(mask('name', 'Jose\u0301')).toBe(mask('name', 'José'));
    expect(mask('email', 'jane@example.com')).not.toBe(mask('email', 'john@example.com'));
    expect(mask('email', 'jane@example.com')).toMatch(/^email_[0-9a-f]{12}$/);
  });

  it('is of another kind for another field, and needs the key', () => {
    expect(mask('name', 'jane')).not.toBe(mask('description', 'jane').replace('description', 'name'));
    expect(makeMask(Buffer.from('another'))('name', 'jane')).not.toBe(mask('name', 'jane'));
  });

  it('tells phones without digits apart', () => {
    expect(mask('phone', 'unknown')).not.toBe(mask('phone', 'none'));
  });

  it('leaves an empty value empty', () => {
    expect(mask('email', '')).toBe('');
    expect(mask('email', '  ')).toBe('  ');
  });
});
