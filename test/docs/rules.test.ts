import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readRulesFile } from '../../src/config/files.js';
import { openJournalFile } from '../../src/journal/open.js';
import { readIssues } from '../../src/journal/results.js';
import { openBench } from '../support/run-import.js';
import { readSection, readTables } from './readme.js';

const SECTION = readSection('Rules of your own');

const readBlock = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(SECTION)?.[1] ?? '';

describe('README on rules of your own', () => {
  it('shows what its example finds', async () => {
    const bench = await openBench([]);
    await writeFile(bench.source, readBlock('csv'));
    const path = join(bench.folder, 'rules.json');
    await writeFile(path, readBlock('json'));
    const { summary } = await bench.run({ rules: readRulesFile(path), unknownColumns: 'ignore' });
    const file = openJournalFile(join(summary.runDir, 'journal.sqlite'), { create: false });
    onTestFinished(() => file.close());
    const found = [...readIssues(file)].flat();
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['rule_violated']));
    const [table] = readTables(SECTION);
    expect(table?.rows).toEqual(
      found.map(({ rowNumber, column, severity, message }) => [String(rowNumber), column, severity, message]),
    );
    expect(summary.counts).toMatchObject({ invalid: 3, created: 0 });
  });
});
