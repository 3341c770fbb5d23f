import { expect, it } from 'vitest';
import { readCode, readPage } from './pages.js';

/** The check `package` compiles it with the types that users get. */
it('the library example of the docs is there, and imports the package', () => {
  const examples = readCode(readPage('docs/library.md').text).filter(({ language }) => language === 'ts');
  expect(examples).toHaveLength(1);
  expect(examples[0]?.text).toContain("from 'bitpowr-bulk'");
});
