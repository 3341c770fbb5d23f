import { describe, expect, it } from 'vitest';
import { explainCode, toCodeList, toExplanation } from '../../src/cli/explain/explain-text.js';
import { findCode } from '../../src/cli/explain/find-code.js';
import { CODES, type Code } from '../../src/core/codes.js';

const ALL = Object.keys(CODES) as Code[];

describe('explain', () => {
  it('has causes and an example for every code, each its own', () => {
    expect(ALL.length).toBeGreaterThan(100);
    const examples = ALL.map((code) => explainCode(code).example);
    expect(new Set(examples).size).toBe(examples.length);
    for (const code of ALL) {
      const { causes, meaning, remedy } = explainCode(code);
      expect([code, causes.length > 0]).toEqual([code, true]);
      for (const cause of causes) {
        expect([meaning, remedy]).not.toContain(cause);
        expect(cause).toMatch(/^\S.*\.$/);
      }
    }
  });

  it('shows the meaning, the causes, the remedy and the example', () => {
    const text = toExplanation(explainCode('run_exists'), { width: 80, docs: 'docs/' });
    for (const title of ['Meaning:', 'Usual causes:', 'What to do:', 'Example:'])
      expect(text).toContain(title);
    expect(text).toContain('(exit status 2)');
    expect(text).toContain(CODES.run_exists.remedy);
    expect(text).toContain('docs/reference/codes.md#run_exists');
  });

  it('gives a code of a row the status of a run that ends with such rows', () => {
    expect(explainCode('key_missing').exitStatus).toBe(1);
    expect(explainCode('not_kept').exitStatus).toBe(0);
    expect(explainCode('run_locked').exitStatus).toBe(4);
  });

  it('lists all codes', () => {
    for (const code of ALL) expect(toCodeList(80)).toContain(`  ${code}`);
  });

  it('finds a code as it is typed, and suggests a near one', () => {
    expect(findCode('KEY-MISSING')).toBe('key_missing');
    expect(() => findCode('key_mising')).toThrow('There is no code key_mising. Did you mean key_missing?');
    expect(() => findCode('nothing like it')).toThrow(/^There is no code nothing like it\.$/);
  });
});
