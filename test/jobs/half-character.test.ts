/** Half of a character (a lone surrogate), from JSON or from the API: UTF-8 can't hold it, and nothing is put in its place. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask, addCustomer } from '../sandbox/support.js';
import { makeCustomers, openBench, type ImportBench } from '../support/run-import.js';

const HALF = '\uD83D';

async function readOutput({ folder }: ImportBench, run: string, name: string): Promise<string> {
  return readFile(join(folder, 'reports', run, name), 'utf8');
}

test('of a source stays what it is in its files: rejected.csv is refused again, and no other letter is sent', async () => {
  const bench = await openBench([]);
  const record = { externalId: 'c-1', name: `Ada ${HALF}`, email: 'a@example.com' };
  await writeFile(bench.source, `${JSON.stringify(record)}\n`);
  await bench.run({ runId: 'one' });
  const rejected = await readOutput(bench, 'one', 'rejected.csv');
  for (const text of [rejected, await readOutput(bench, 'one', 'results.csv')]) {
    expect(text).toContain('c-1,Ada _xD83D_,');
    expect(text).not.toContain('\uFFFD');
  }
  await writeFile(bench.source, rejected);
  const again = await bench.run({ runId: 'two' });
  expect(again.rows).toMatchObject([{ bulk_status: 'invalid', bulk_error_code: 'control_character' }]);
  expect(bench.sandbox.stats().customers).toBe(0);
});

test('of the API is in undo.csv as it was, and undo gives it back', async () => {
  const bench = await openBench(makeCustomers(1, () => ({ name: 'New' })));
  await addCustomer(bench.sandbox, { externalId: 'c-1', name: `Old ${HALF}`, description: `x${HALF}y` });
  await bench.run({ runId: 'one' });
  const undo = await readOutput(bench, 'one', 'undo.csv');
  expect(undo).toContain(',Old _xD83D_,');
  expect(undo).not.toContain('\uFFFD');
  await bench.undo('one');
  const { customers } = bench.sandbox.snapshot();
  expect(customers).toMatchObject([{ name: `Old ${HALF}`, description: `x${HALF}y` }]);
  // Imported by hand, the row is refused: no other letter takes the place.
  await ask(bench.sandbox, `POST /customers/${customers[0]?.uid ?? ''}`, { name: 'Since' });
  await writeFile(bench.source, undo);
  expect((await bench.run()).rows).toMatchObject([{ bulk_status: 'invalid' }]);
});
