/** A legacy schema, imported with a mapping alone: what arrives at the server, and what is said of the rest. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MappingFile } from '../../src/core/mapping-file.js';
import { openBench, type Fields } from '../support/run-import.js';

const MAP: MappingFile = {
  externalId: 'cust_no',
  firstName: 'first_nm',
  lastName: { column: 'last_nm', steps: ['title'] },
  email: { column: 'e_mail_addr', steps: [{ split: ';' }, 'lower'] },
  phone: { first: ['tel_no', 'mob_no'] },
  'address.street': { join: ['addr1', 'addr2'] },
  'address.city': 'town',
  'address.country': { column: 'country_cd', values: { UK: 'GB', USA: 'US', Deutschland: 'DE' } },
  'metaData.source': { constant: 'legacy' },
  'metaData.kind': { column: 'cust_type', values: { R: 'retail', W: 'wholesale' }, otherwise: 'error' },
  'metaData.since': { column: 'created_dt', steps: [{ date: ['DD/MM/YYYY', 'YYYY-MM-DD'] }] },
  provisionAddress: { column: 'wants_btc', values: { t: 'yes', f: 'no' } },
  defaultCountry: { column: 'country_cd', values: { UK: 'GB' } },
  where: { active: 1 },
};

const ROW: Fields = {
  cust_no: 'L-1',
  first_nm: 'Ada',
  last_nm: 'OBI',
  e_mail_addr: 'Ada.Obi@Example.COM; ada@example.org',
  tel_no: '',
  mob_no: '020 7946 0018',
  addr1: '1 High St',
  addr2: 'Flat 3',
  town: 'London',
  country_cd: 'UK',
  active: '1',
  wants_btc: 'f',
  cust_type: 'R',
  created_dt: '02/03/2015',
};

const row = (more: Fields): Fields => ({ ...ROW, ...more });

const ROWS: readonly Fields[] = [
  row({}),
  row({ cust_no: 'L-2', e_mail_addr: 'bo@example.com', addr2: '', created_dt: '2015-03-02', wants_btc: 't' }),
  row({ cust_no: 'L-3', e_mail_addr: 'no mail', active: '0' }),
  row({ cust_no: 'L-4', e_mail_addr: 'cy@example.com', cust_type: 'X' }),
  row({ cust_no: 'L-5', e_mail_addr: 'di@example.com', created_dt: '31/02/2015' }),
  row({ cust_no: 'L-1', e_mail_addr: 'bo@example.com', active: '0' }),
];

const FLAGS = { map: MAP, unknownColumns: 'error' as const, defaultCountry: 'NG' };

describe('a legacy file with a mapping', () => {
  it('arrives as the mapping says; rows left out are skipped, and what does not fit is invalid', async () => {
    const bench = await openBench(ROWS);
    const { rows, summary } = await bench.run(FLAGS);
    expect(rows.map(({ bulk_status, bulk_error_code }) => [bulk_status, bulk_error_code])).toEqual([
      ['created', ''],
      ['created', ''],
      ['skipped', 'row_filtered'],
      ['invalid', 'value_unmapped'],
      ['invalid', 'date_unreadable'],
      ['skipped', 'row_filtered'],
    ]);
    expect(summary.counts).toMatchObject({ created: 2, skipped: 2, invalid: 2 });
    expect(rows[2]?.['bulk_error']).toBe(
      'Left out: active is `0`, and the mapping reads rows where it is `1`.',
    );
    expect(rows[3]?.['bulk_error']).toBe(
      'cust_type: expected one of the values of the mapping (R, W), found `X`.',
    );
    const { customers } = bench.sandbox.snapshot();
    expect(customers.map(({ externalId }) => externalId).sort()).toEqual(['L-1', 'L-2']);
    expect(customers.find(({ externalId }) => externalId === 'L-1')).toMatchObject({
      name: 'Ada Obi',
      email: 'ada.obi@example.com',
      phone: '+442079460018',
      address: { street: '1 High St, Flat 3', city: 'London', country: 'GB' },
      metaData: { source: 'legacy', kind: 'retail', since: '2015-03-02' },
    });
  });

  it('keeps its columns in results.csv and rejected.csv, which the same mapping reads again', async () => {
    const bench = await openBench(ROWS);
    const first = await bench.run(FLAGS);
    const rejected = await readFile(join(first.summary.runDir, 'rejected.csv'), 'utf8');
    expect(rejected.split('\n')[0]).toBe([...Object.keys(ROW), 'bulk_error_code', 'bulk_error'].join(','));
    await writeFile(bench.source, rejected.replace('31/02/2015', '28/02/2015').replace(',X,', ',W,'));
    const { rows } = await bench.run(FLAGS);
    expect(rows.map(({ cust_no, bulk_status }) => [cust_no, bulk_status])).toEqual([
      ['L-4', 'created'],
      ['L-5', 'created'],
    ]);
  });

  it('is planned, applied and found unchanged with values that the mapping makes', async () => {
    const bench = await openBench(ROWS.slice(0, 3));
    const plan = await bench.run({ ...FLAGS, dryRun: true });
    expect(plan.rows.map(({ bulk_status }) => bulk_status)).toEqual([
      'would_create',
      'would_create',
      'skipped',
    ]);
    const applied = await bench.apply(plan.summary.runId);
    expect(applied.summary.counts).toMatchObject({ created: 2, skipped: 1 });
    const again = await bench.run(FLAGS);
    expect(again.summary.counts).toMatchObject({ unchanged: 2, skipped: 1 });
    const moved: MappingFile = { ...MAP, 'metaData.source': { constant: 'crm' } };
    const { rows } = await bench.run({ ...FLAGS, map: moved, dryRun: true });
    expect(rows[0]?.['bulk_changes']).toBe('metaData.source: "legacy" → "crm"');
  });

  it('names the column and the value of the source for duplicates, rules and findings', async () => {
    const bench = await openBench([
      row({ cust_no: 'l-7', e_mail_addr: 'A@example.com' }),
      row({ cust_no: 'L-8', e_mail_addr: 'a@EXAMPLE.com' }),
      row({ cust_no: 'L-9', e_mail_addr: 'wrong@', addr1: '', addr2: 'Flat 9' }),
    ]);
    const rules = { rules: [{ column: 'address.street', pattern: '^1 ' }] };
    const { rows } = await bench.run({ ...FLAGS, rules });
    expect(rows.map(({ bulk_error_code }) => bulk_error_code)).toEqual([
      'duplicate_email',
      'duplicate_email',
      'email_invalid',
    ]);
    expect(rows[0]?.['bulk_error']).toMatch(/^e_mail_addr: .* found `A@example.com` in row 2 /);
    expect(rows[2]?.['bulk_error']).toMatch(/^e_mail_addr: .*addr2: expected a value that matches/);
  });
});
