import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Spool } from '../../src/record/spool.js';

function makePath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulk-spool-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, '.values');
}

it('gives back all values in order, each time, and leaves nothing', () => {
  const path = makePath();
  const spool = new Spool<string>(path);
  // Line ends, and letters that a chunk of the file cuts in two.
  const values = Array.from({ length: 5000 }, (_value, at) => `山é\n😀 ${at}`.repeat(1 + (at % 40)));
  for (const value of values) spool.add(value, value.length);
  expect([...spool.read()].flat()).toEqual(values);
  expect([...spool.read()].flat()).toEqual(values);
  spool.remove();
  expect(existsSync(path)).toBe(false);
});

it('has no name, which a killed process would leave behind', () => {
  const path = makePath();
  const spool = new Spool<string>(path);
  spool.add('x', 10 * 2 ** 20);
  expect(existsSync(path)).toBe(false);
  expect([...spool.read()]).toEqual([['x']]);
  spool.remove();
});

it('makes no file for a few values', () => {
  const path = makePath();
  const spool = new Spool<number>(path);
  for (let value = 0; value < 100; value += 1) spool.add(value, 1);
  expect([...spool.read()].flat()).toHaveLength(100);
  expect(existsSync(path)).toBe(false);
});

it('says where it can not write', () => {
  const spool = new Spool<string>(join(makePath(), 'none', 'values'));
  expect(() => spool.add('x', 10 * 2 ** 20)).toThrow(expect.objectContaining({ code: 'output_unwritable' }));
});
