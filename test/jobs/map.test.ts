/** The proposed mapping of a source: read, decided by a person, written, and used. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decideMapping } from '../../src/cli/decide-mapping.js';
import { toCheckText, toProposalText } from '../../src/cli/proposal-text.js';
import { readMappingFile } from '../../src/config/files.js';
import { mapOptionsSchema, validateOptionsSchema } from '../../src/config/options.js';
import { SCHEMA_PATH } from '../../src/cli/schema-path.js';
import { systemClock } from '../../src/core/clock.js';
import type { MappingFile } from '../../src/core/mapping-file.js';
import { proposeForSource } from '../../src/jobs/map/propose-source.js';
import { assertMappingWritable, toMappingText, writeMapping } from '../../src/jobs/map/write-mapping.js';
import { validateSource } from '../../src/jobs/validate/validate.js';

const CSV = `Kundennr;Vorname;Nachname;E-Mail-Adresse;Telefonnr.;Handy;Straße;Hausnr.;PLZ;Ort;aktiv
K1;Ada;Lang;ada@example.com;+49 30 901820;;Hauptstr.;1;10115;Berlin;1
K2;Bo;Kurz;bo@example.com;;+49 30 901821;Gasse;2a;10067;Dresden;0
`;

const MAPPING: MappingFile = {
  externalId: 'Kundennr',
  firstName: 'Vorname',
  lastName: 'Nachname',
  email: 'E-Mail-Adresse',
  phone: { first: ['Telefonnr.', 'Handy'] },
  'address.street': { join: ['Straße', 'Hausnr.'], separator: ' ' },
  'address.zipcode': 'PLZ',
  'address.city': 'Ort',
};

async function openFolder(): Promise<{ readonly folder: string; readonly source: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'bulk-map-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const source = join(folder, 'legacy.csv');
  await writeFile(source, CSV);
  return { folder, source };
}

const propose = (path: string) =>
  proposeForSource({ path }, mapOptionsSchema.parse({}), { emit: () => undefined });

/** Answers in order; undefined once they are used up. */
function answer(...answers: readonly string[]) {
  const left = [...answers];
  const asked: string[] = [];
  const ask = (question: string): Promise<string | undefined> => {
    asked.push(question);
    return Promise.resolve(left.shift());
  };
  return { ask, asked };
}

describe('a source with names of its own', () => {
  it('gets a mapping that validate takes', async () => {
    const { folder, source } = await openFolder();
    const proposed = await propose(source);
    expect(proposed.mapping).toEqual(MAPPING);
    expect(proposed).toMatchObject({ rows: 2, missing: [] });
    const path = join(folder, 'mapping.json');
    writeMapping(path, proposed.mapping, { force: false });
    const options = { map: readMappingFile(path), reportsDir: folder, unknownColumns: 'ignore' };
    const { summary } = await validateSource({ path: source }, validateOptionsSchema.parse(options), {
      emit: () => undefined,
      clock: systemClock,
      signal: new AbortController().signal,
      pid: process.pid,
      version: '0.0.0-test',
      program: 'bitpowr-bulk',
    });
    expect(summary.exitCode).toBe(0);
    expect(summary.issues).toEqual([]);
  });

  it('is shown with values and reasons, and with the command that checks it', async () => {
    const { source } = await openFolder();
    const proposed = await propose(source);
    const text = toProposalText(proposed);
    expect(text).toMatch(
      /Telefonnr\. +phone +95% +\+49 30 901820 +The words of the name say so, and the values are phones\./,
    );
    expect(text).toMatch(/aktiv +1 · 0 +Yes or no\./);
    expect(text).toContain('2 rows were looked at.');
    const written = { source: 'a b.csv', path: 'm.json', missing: ['name'] };
    expect(toCheckText(written, { delimiter: ';' }, { program: 'npx bitpowr-bulk' })).toBe(
      "\nWritten: m.json\nIt lacks name: add it to the file.\nCheck it: npx bitpowr-bulk validate 'a b.csv' --mapping m.json --delimiter ';'\n",
    );
  });

  it('that no import would read is refused', async () => {
    await expect(propose('no such file.csv')).rejects.toMatchObject({ code: 'source_missing' });
  });
});

describe('a person', () => {
  it.each([
    ['y', MAPPING],
    [' Yes ', MAPPING],
    ['n', undefined],
    ['', undefined],
  ])('answers %j', async (text, mapping) => {
    const { source } = await openFolder();
    const decided = await decideMapping(await propose(source), 'm.json', answer(text).ask);
    expect(decided?.mapping).toEqual(mapping);
  });

  it('is asked again after another key, and writes nothing where the answers end', async () => {
    const { source } = await openFolder();
    const { ask, asked } = answer('x', 'e', '');
    expect(await decideMapping(await propose(source), 'm.json', ask)).toBeUndefined();
    expect(asked[1]).toBe('Write m.json? y: yes, e: edit one by one, n: no (n) ');
    expect(asked[2]).toBe('Kundennr (K1 · K2)\n  Enter: externalId, -: leave out, or another field: ');
  });

  it('goes through the columns: keeps, leaves out, and names other fields', async () => {
    const { source } = await openFolder();
    const { ask, asked } = answer(
      'e',
      '',
      '',
      '',
      '-',
      '',
      '-',
      'adress.street',
      'address.street',
      '',
      '',
      '',
      'metaData.active',
    );
    const decided = await decideMapping(await propose(source), 'm.json', ask);
    expect(decided?.mapping).toEqual({
      externalId: 'Kundennr',
      firstName: 'Vorname',
      lastName: 'Nachname',
      phone: 'Telefonnr.',
      'address.street': { join: ['Straße', 'Hausnr.'], separator: ' ' },
      'address.zipcode': 'PLZ',
      'address.city': 'Ort',
      'metaData.active': 'aktiv',
    });
    expect(decided?.missing).toEqual([]);
    expect(asked[8]).toMatch(/^There is no field adress\.street\. Did you mean address\.street\?\nStraße /);
  });
});

describe('the file', () => {
  it('is never overwritten without force', async () => {
    const { folder } = await openFolder();
    const path = join(folder, 'mapping.json');
    writeMapping(path, { name: 'a' }, { force: false });
    for (const act of [
      assertMappingWritable,
      (to: string, options: { readonly force: boolean }) => writeMapping(to, {}, options),
    ]) {
      expect(() => act(path, { force: false })).toThrow(
        expect.objectContaining({
          code: 'config_invalid',
          hint: expect.stringContaining('--force') as string,
        }),
      );
    }
    writeMapping(path, { name: 'b' }, { force: true });
    expect(await readFile(path, 'utf8')).toBe('{\n  "name": "b"\n}\n');
  });

  it('names its schema where that is in a folder below', async () => {
    const { folder } = await openFolder();
    const path = join(folder, 'mapping.json');
    const below = join(folder, 'schema.json');
    await writeFile(below, '{}');
    writeMapping(path, { name: 'a' }, { force: false, schema: below });
    expect(await readFile(path, 'utf8')).toContain('"$schema": "./schema.json"');
    writeMapping(path, { name: 'a' }, { force: true, schema: SCHEMA_PATH });
    expect(await readFile(path, 'utf8')).toBe(toMappingText({ name: 'a' }));
    expect(existsSync(SCHEMA_PATH)).toBe(true);
  });

  it('is refused where it can not be written', async () => {
    const { folder } = await openFolder();
    expect(() => assertMappingWritable(join(folder, 'none', 'm.json'), { force: false })).toThrow(
      expect.objectContaining({ code: 'output_unwritable' }),
    );
  });
});
