import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCode, readPage } from './pages.js';

const EXAMPLES = readCode(readPage('docs/library.md').text).filter(({ language }) => language === 'ts');

/** What the compiler has against a program that imports this package; empty if nothing. */
function compile(code: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-docs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'example.mts');
  writeFileSync(path, code);
  const program = ts.createProgram([path], {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [resolve('node_modules/@types')],
    paths: { 'bitpowr-bulk': [resolve('src/index.ts')] },
  });
  const example = program.getSourceFile(path);
  return [...program.getOptionsDiagnostics(), ...ts.getPreEmitDiagnostics(program, example)].map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
}

describe('library example of the docs', () => {
  it('is there', () => {
    expect(EXAMPLES).toHaveLength(1);
    expect(EXAMPLES[0]?.text).toContain("from 'bitpowr-bulk'");
  });

  it('compiles', () => {
    expect(EXAMPLES.flatMap(({ text }) => compile(text))).toEqual([]);
  });

  it('would not compile with a path that is a number', () => {
    const wrong = (EXAMPLES[0]?.text ?? '').replace(/path: '[^']+'/, 'path: 5');
    expect(compile(wrong)).toEqual(["Type 'number' is not assignable to type 'string'."]);
  });
});
