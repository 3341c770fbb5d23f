import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCode, readPage } from './pages.js';

const EXAMPLES = readCode(readPage('docs/library.md').text).filter(({ language }) => language === 'ts');

/** What the compiler has against each of these programs that import this package; empty if nothing. */
function compile(codes: readonly string[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-docs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const paths = codes.map((code, at) => {
    const path = join(folder, `example-${at}.mts`);
    writeFileSync(path, code);
    return path;
  });
  const program = ts.createProgram(paths, {
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
  return paths.map((path) =>
    [
      ...program.getOptionsDiagnostics(),
      ...ts.getPreEmitDiagnostics(program, program.getSourceFile(path)),
    ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

describe('library example of the docs', () => {
  it('is there', () => {
    expect(EXAMPLES).toHaveLength(1);
    expect(EXAMPLES[0]?.text).toContain("from 'bitpowr-bulk'");
  });

  it('compiles, and would not with a path that is a number', () => {
    const { text = '' } = EXAMPLES[0] ?? {};
    const [right, wrong] = compile([text, text.replace(/path: '[^']+'/, 'path: 5')]);
    expect(right).toEqual([]);
    expect(wrong).toEqual(["Type 'number' is not assignable to type 'string'."]);
  });
});
