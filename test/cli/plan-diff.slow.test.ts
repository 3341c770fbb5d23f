/** What a plan changes, for the person who approves it: the terminal, the page and the JSON say the same. */
import { join } from 'node:path';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { tellChanges } from '../../src/cli/changes-output.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { CHANGE_KINDS, isEmptyValue, type RowChange } from '../../src/core/changes.js';
import { PLAIN_LOOK } from '../../src/record/summary/look.js';
import { useBrowser, type OpenedPage } from '../support/browser.js';
import { makeCustomers, openBench, type ImportBench } from '../support/run-import.js';

const open = useBrowser();

/** A change as each of the three says it, without what only one of them has; white space is where lines are broken. */
interface Told {
  readonly row: number;
  readonly name: string;
  readonly fields: readonly string[];
  readonly hasAddress: boolean;
}

const toPlain = (text: string): string => text.replace(/\s+/g, '');
const toText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);
const toField = (field: string, before: string, after: string): string =>
  toPlain(`${field}: ${before} > ${after}`);

function ofChange({ fields, name, rowNumber, wantsAddress }: RowChange): Told {
  return {
    row: rowNumber,
    name: toPlain(name),
    fields: fields.map(({ field, before, after }) =>
      toField(
        field,
        isEmptyValue(before) ? '' : toText(before),
        isEmptyValue(after) ? 'emptied' : toText(after),
      ),
    ),
    hasAddress: wantsAddress,
  };
}

/** Of ten rows: three to create, one whose phone is emptied, three with other values, one with an address alone, one invalid. */
async function openMixed(): Promise<ImportBench> {
  const customers = makeCustomers(1000, (n) => ({
    name: n % 10 === 0 ? '' : `Zoë <b>${n}</b> Ó Briain`,
    phone: n % 10 === 4 ? '' : `+234801${String(2_000_000 + n)}`,
    description: `Line ${n} of a description that is longer than one ${'x'.repeat(20)}${n}.`,
    'metaData.a key that is rather long': n % 2 === 0 ? 'gold' : 'silver',
    provisionAddress: n % 10 === 8 || n % 10 === 1 ? 'yes' : 'no',
  }));
  const there = customers.flatMap((one, at) => {
    const last = (at + 1) % 10;
    if (last < 4) return [];
    const { externalId = '', email = '', name = '', phone = '', description = '' } = one;
    const isOther = last >= 5 && last <= 7;
    return [
      {
        ...{ externalId, email, createdAt: '2026-01-01T00:00:00.000Z' },
        name: isOther ? name.replace('Ó', 'O') : name,
        phone: last === 4 ? '+2348012345678' : isOther ? phone.replace('801', '809') : phone,
        description: isOther ? description.replace('longer', 'larger') : description,
        metaData: { 'a key that is rather long': one['metaData.a key that is rather long'] ?? '' },
      },
    ];
  });
  return openBench(customers, { sandbox: { seedCustomers: there } });
}

/** What `show RUN --changes` prints on a screen of this many columns, or with `--json`. */
async function tell(reportsDir: string, json: boolean, columns = 80): Promise<string> {
  let told = '';
  const terminal: Terminal = {
    out: (text) => void (told += text),
    err: () => undefined,
    report: () => undefined,
    setRun: () => undefined,
    ...{ isLog: false, isScreen: false, isOneScreen: false, columns, look: PLAIN_LOOK },
    emphasise: (text) => text,
  };
  const options = { reportsDir, first: 1000, changes: true, ndjson: false, reveal: false };
  await tellChanges('plan', options, { isJson: json, start: { program: 'bitpowr-bulk' }, terminal });
  return told;
}

/** Reads the text as a person does: the removed and the common parts are the value before, the added and the common after. */
function readText(text: string): Told[] {
  return text
    .split(/^ {2}row /m)
    .slice(1)
    .map((entry) => {
      // What is set further in belongs to the line above.
      // A name that leaves no room beside it has its value below.
      const whole = entry.replace(/^( {4}\S(?:(?! {2}).)*)\n {5,}/gm, '$1  ').replace(/\n {5,}/g, '');
      const [head = '', ...lines] = whole.split('\n');
      const [, row = '', name = ''] = /^(\d+): (.*) ?\(externalId/.exec(head) ?? [];
      const fields = lines.flatMap((line) => /^ {4}(\S.*?) {2,}(.*)$/.exec(line)?.slice(1, 3) ?? []);
      const pairs = fields.flatMap((field, at) =>
        at % 2 === 0 ? [[field, fields[at + 1] ?? ''] as const] : [],
      );
      const isAddress = ([field, value]: readonly [string, string]): boolean =>
        field === 'address' && value === 'a deposit address';
      return {
        row: Number(row),
        name: toPlain(name),
        fields: pairs.filter((pair) => !isAddress(pair)).map(([field, value]) => readValue(field, value)),
        hasAddress: pairs.some(isAddress),
      };
    });
}

function readValue(field: string, value: string): string {
  const before = value.replace(/\{\+.*?\+\}(?=[^}]|$)/g, '').replace(/\[-(.*?)-\]/g, '$1');
  const after = value.replace(/\[-.*?-\]/g, '').replace(/\{\+(.*?)\+\}(?=[^}]|$)/g, '$1');
  return value.endsWith('] emptied')
    ? toField(field, before.replace(/ emptied$/, ''), 'emptied')
    : toField(field, before, after);
}

/** Every change that the page lists, page by page. */
async function readPage({ page }: OpenedPage): Promise<Told[]> {
  const found = await page.evaluate<{ row: string; name: string; fields: string[][] }[]>(`(() => {
    const rows = [];
    const next = document.getElementById('changes-next');
    for (;;) {
      for (const line of document.querySelectorAll('#changes-listed tbody tr')) {
        const side = (value, other) => {
          const copy = value.cloneNode(true);
          for (const one of copy.querySelectorAll(other)) one.remove();
          return copy.textContent;
        };
        const fields = [...line.querySelectorAll('.diff li')].map((item) => {
          const value = item.querySelector('.value');
          if (value === null) return [item.textContent];
          const after = item.className === 'emptied' ? 'emptied' : side(value, 'del');
          return [item.querySelector('b').textContent, side(value, 'ins'), after];
        });
        const [number, customer] = line.cells;
        rows.push({ row: number.textContent, name: customer.querySelector('bdi').textContent, fields });
      }
      if (next.disabled || next.parentElement.hidden) return rows;
      next.click();
    }
  })()`);
  return found.map(({ row, name, fields }) => ({
    row: Number(row),
    name: toPlain(name),
    fields: fields.flatMap(([field = '', before, after]) =>
      before === undefined || after === undefined ? [] : [toField(field, before, after)],
    ),
    hasAddress: fields.some(([text]) => text === '+ a deposit address'),
  }));
}

test('of 1,000 mixed rows, the terminal at 80 and 40 columns, the page and the JSON say the same', async () => {
  const bench = await openMixed();
  const { summary } = await bench.run({ dryRun: true, runId: 'plan', blank: 'clear' });
  const reportsDir = join(summary.runDir, '..');
  const json = JSON.parse(await tell(reportsDir, true)) as { changes: RowChange[]; counts: object };
  const expected = json.changes.map(ofChange);
  const counts = { deleted: 0, emptied: 100, updated: 300, created: 300, address: 100 };
  expect([json.counts, summary.changes?.counts, expected.length]).toEqual([counts, counts, 800]);
  expect(expected.filter(({ hasAddress }) => hasAddress)).toHaveLength(200);

  const text = await tell(reportsDir, false);
  const isAlone = new Set(json.changes.filter(({ kind }) => kind === 'address').map((one) => one.rowNumber));
  // Under its own heading, the address needs no line.
  const toRead = expected.map((one) => (isAlone.has(one.row) ? { ...one, hasAddress: false } : one));
  expect(readText(text)).toEqual(toRead);
  const narrow = await tell(reportsDir, false, 40);
  expect(readText(narrow)).toEqual(toRead);
  // Only a word that is longer than the screen is wider.
  const isWider = (columns: number) => (line: string) => stringWidth(line) > columns && / /.test(line.trim());
  expect(text.split('\n').filter(isWider(80))).toEqual([]);
  expect(narrow.split('\n').filter(isWider(40))).toEqual([]);

  const opened = await open(join(summary.runDir, 'report.html'));
  expect(await readPage(opened)).toEqual(expected);
  expect(opened.complaints).toEqual([]);
  expect(CHANGE_KINDS.filter((kind) => json.changes.some((one) => one.kind === kind))).toEqual([
    ...new Set(json.changes.map(({ kind }) => kind)),
  ]);
});
