import { describe, expect, it } from 'vitest';
import { CODES, type CodeEntry } from '../../src/core/codes.js';

const entries: readonly (readonly [string, CodeEntry])[] = Object.entries(CODES);

describe('table of codes', () => {
  it('has the codes of rows and of runs', () => {
    expect(entries.length).toBeGreaterThan(40);
    expect(CODES.key_missing.scope).toBe('row');
    expect(CODES.run_locked.scope).toBe('run');
  });

  it('names every code in lower snake case', () => {
    expect(entries.map(([code]) => code).filter((code) => !/^[a-z]+(_[a-z]+)*$/.test(code))).toEqual([]);
  });

  it('gives every code a meaning and a remedy that are sentences', () => {
    const isSentence = (text: string): boolean => /^[A-Z\d-].*[^.\s]\.$/.test(text) || /^`.*\.$/.test(text);
    const odd = entries.filter(([code, { meaning, remedy }]) => {
      // The field is written as it is named, so the sentence begins small.
      const text = code === 'provision_address_invalid' ? meaning.replace(/^p/, 'P') : meaning;
      return !isSentence(text) || !isSentence(remedy);
    });
    expect(odd.map(([code]) => code)).toEqual([]);
  });

  it('needs an exit status for each code: without one this file does not compile', () => {
    // @ts-expect-error exitStatus is missing.
    const entry: CodeEntry = { scope: 'run', severity: 'error', meaning: 'It ended.', remedy: 'Start it.' };
    expect(entry).not.toHaveProperty('exitStatus');
  });

  it('means something else by each code', () => {
    expect(new Set(entries.map(([, { meaning }]) => meaning)).size).toBe(entries.length);
  });

  it('has warnings about rows only: a run either continues or stops', () => {
    const warnings = entries.filter(([, { severity }]) => severity === 'warning');
    expect(warnings.map(([, { scope }]) => scope)).toEqual(warnings.map(() => 'row'));
  });

  it.each([
    'phone_invalid',
    'phone_not_international',
    'zipcode_not_numeric',
    'country_unknown',
    'column_unknown',
  ] as const)('lets a row with %s through, as the contract says', (code) => {
    expect(CODES[code].severity).toBe('warning');
  });

  it.each(['name_missing', 'key_missing', 'email_invalid', 'duplicate_email', 'uid_invalid'] as const)(
    'stops a row with %s',
    (code) => {
      expect(CODES[code].severity).toBe('error');
    },
  );
});
