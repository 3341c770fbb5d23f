/** Proposals for headers that legacy systems of six languages could have, with values below them. */
import { describe, expect, it } from 'vitest';
import { mappingFileSchema } from '../../src/core/mapping-file.js';
import { toMapping } from '../../src/map/mapping.js';
import { proposeMapping } from '../../src/map/propose/propose.js';

type Values = readonly string[];

const MAILS = [
  'ada@example.com',
  'bo@example.com',
  'cy@example.org',
  'di@example.org',
  'eve@example.com',
  'fay@example.com',
];
const PHONES = ['0803 123 4567', '(415) 555-2671', '+49 30 901820', '020 7946 0018', '', '0123-456789'];
const IDS = ['1001', '1002', '1003', '1004', '1005', '1006'];
const TEXTS = ['Broad Street', 'Main St', 'Hauptstr.', 'Rue Haute', 'Calle Real', 'Via Roma'];
const NUMBERS = ['12', '3a', '7', '9', '101', '5'];
const NAMES = ['Ada', 'Bo', 'Cy', 'Di', 'Eve', 'Fay'];
const ZIPS = ['100001', '02116', 'N1 9GU', '10115', '75001', '00184'];
const LANDS = ['NG', 'US', 'GB', 'DE', 'FR', 'IT'];
const FLAGS = ['1', '0', '1', '1', '0', '1'];
const DATES = ['02/03/2015', '2015-03-02', '02.03.2015', '02-MAR-15', '2015-03-02 10:00', '3/2/15'];
const SAME_MAILS = [
  'rep@example.com',
  'rep@example.com',
  'rep@example.com',
  'x@example.com',
  'rep@example.com',
  'rep@example.com',
];
const UUIDS = IDS.map((id) => `0f8fad5b-d9cb-469f-a165-70867728${id}`);

/** Header, values, and the field expected; undefined: none is proposed. */
const HEADERS: readonly (readonly [header: string, values: Values, field: string | undefined])[] = [
  // English and abbreviations
  ['cust_nm', NAMES, 'name'],
  ['custname', NAMES, 'name'],
  ['CUST_FULL_NAME', NAMES, 'name'],
  ['first_nm', NAMES, 'firstName'],
  ['lst_nm', NAMES, 'lastName'],
  ['e_mail_addr', MAILS, 'email'],
  ['custEmail', MAILS, 'email'],
  ['tel_no', PHONES, 'phone'],
  ['mob_no', PHONES, 'phone'],
  ['HomePhone', PHONES, 'phone'],
  ['addr1', TEXTS, 'address.street'],
  ['addr_line_2', TEXTS, 'address.street'],
  ['billing_address', TEXTS, 'address.street'],
  ['cust_city', NAMES, 'address.city'],
  ['zip_cd', ZIPS, 'address.zipcode'],
  ['pcode', ZIPS, 'address.zipcode'],
  ['ctry', LANDS, 'address.country'],
  ['country_cd', LANDS, 'address.country'],
  ['state_prov_cd', NAMES, 'address.state'],
  ['custid', IDS, 'externalId'],
  ['cust_no', IDS, 'externalId'],
  ['clientID', UUIDS, 'externalId'],
  ['id', IDS, 'externalId'],
  ['cust_remarks', TEXTS, 'description'],
  // German
  ['Kundennr', IDS, 'externalId'],
  ['kunden_nummer', IDS, 'externalId'],
  ['Vorname', NAMES, 'firstName'],
  ['Nachname', NAMES, 'lastName'],
  ['E-Mail-Adresse', MAILS, 'email'],
  ['Telefonnr.', PHONES, 'phone'],
  ['Straße', TEXTS, 'address.street'],
  ['Hausnr.', NUMBERS, 'address.street'],
  ['PLZ', ZIPS, 'address.zipcode'],
  ['Wohnort', NAMES, 'address.city'],
  ['Land', LANDS, 'address.country'],
  ['Bemerkungen', TEXTS, 'description'],
  // French
  ['nom_client', NAMES, 'name'],
  ['Prénom', NAMES, 'firstName'],
  ['Nom de famille', NAMES, 'lastName'],
  ['N° client', IDS, 'externalId'],
  ['Courriel', MAILS, 'email'],
  ['Téléphone portable', PHONES, 'phone'],
  ['Rue', TEXTS, 'address.street'],
  ['code_postal', ZIPS, 'address.zipcode'],
  ['cp', ZIPS, 'address.zipcode'],
  ['Ville', NAMES, 'address.city'],
  ['Pays', LANDS, 'address.country'],
  // Spanish
  ['Nombre completo', NAMES, 'name'],
  ['apellidos', NAMES, 'lastName'],
  ['Correo electrónico', MAILS, 'email'],
  ['nro_cliente', IDS, 'externalId'],
  ['Teléfono móvil', PHONES, 'phone'],
  ['Dirección', TEXTS, 'address.street'],
  ['Código postal', ZIPS, 'address.zipcode'],
  ['Ciudad', NAMES, 'address.city'],
  ['provincia', NAMES, 'address.state'],
  // Portuguese
  ['sobrenome', NAMES, 'lastName'],
  ['Telemóvel', PHONES, 'phone'],
  ['Endereço', TEXTS, 'address.street'],
  ['CEP', ZIPS, 'address.zipcode'],
  ['País', LANDS, 'address.country'],
  ['Código do cliente', IDS, 'externalId'],
  // Italian
  ['Cognome', NAMES, 'lastName'],
  ['Indirizzo', TEXTS, 'address.street'],
  ['CAP', ZIPS, 'address.zipcode'],
  ['Città', NAMES, 'address.city'],
  ['Cellulare', PHONES, 'phone'],
  // Dutch
  ['Klantnummer', IDS, 'externalId'],
  ['Voornaam', NAMES, 'firstName'],
  ['Achternaam', NAMES, 'lastName'],
  ['e-mailadres', MAILS, 'email'],
  ['Telefoonnummer', PHONES, 'phone'],
  ['Straat', TEXTS, 'address.street'],
  ['Woonplaats', NAMES, 'address.city'],
  // By their values alone
  ['kontakt', MAILS, 'email'],
  ['c7', MAILS, 'email'],
  // Keys of something else, and keys without evidence
  ['order_id', IDS, undefined],
  ['parent_cust_id', IDS, undefined],
  ['old_customer_id', IDS, undefined],
  ['referrer_id', IDS, undefined],
  ['company_id', IDS, undefined],
  ['city_id', IDS, undefined],
  ['cust_type_id', FLAGS, undefined],
  ['cust_id', FLAGS, undefined],
  ['cust_no', ['1', '2', '', '4', '5', '6'], undefined],
  ['Kundennr', [], undefined],
  ['acct_no', IDS, undefined],
  ['konto_nr', IDS, undefined],
  ['ref', IDS, undefined],
  ['codice_fiscale', IDS, undefined],
  ['uuid_session', UUIDS, undefined],
  ['valid', FLAGS, undefined],
  ['manager_email', SAME_MAILS, undefined],
  ['manager_email', MAILS, undefined],
  ['Email Verkäufer', MAILS, undefined],
  ['created_by', MAILS, undefined],
  ['created_by', SAME_MAILS, undefined],
  ['e_mail_2', MAILS, undefined],
  ['work_mail', PHONES, undefined],
  ['cust_mail', PHONES, undefined],
  ['cust_mail', SAME_MAILS, undefined],
  ['user_nm', NAMES, undefined],
  // Other columns without a field
  ['title', ['Mr', 'Ms', 'Dr', 'Mrs', 'Mr', 'Ms'], undefined],
  ['dob', DATES, undefined],
  ['created_dt', DATES, undefined],
  ['active', FLAGS, undefined],
  ['estado', ['activo', 'inactive', '1', '0', 'active', '1'], undefined],
  ['fax_no', PHONES, undefined],
  ['ctry', IDS, undefined],
  ['tel_no', NAMES, undefined],
  ['nom_client', MAILS.map(() => '1234'), undefined],
];

const propose = (header: string, values: Values) =>
  proposeMapping(
    [header],
    values.map((value) => [value]),
  );

describe('a header with values', () => {
  it.each(HEADERS)('%s (%j) is %s', (header, values, field) => {
    expect(propose(header, values).proposals[0]?.field).toBe(field);
  });

  it('is said to be left out where nothing is proposed, with the reason', () => {
    for (const [header, values] of HEADERS.filter(([, , field]) => field === undefined)) {
      const [unsure] = propose(header, values).unsure;
      expect(unsure?.column).toBe(header);
      expect(unsure?.reason).toMatch(/\.$/);
    }
  });
});

/** A table of these headers, each with its values. */
function proposeTable(table: Readonly<Record<string, Values>>) {
  const columns = Object.keys(table);
  const rows = IDS.map((_id, at) => columns.map((column) => table[column]?.[at] ?? ''));
  return proposeMapping(columns, rows);
}

describe('a table', () => {
  it('of a legacy schema gets a mapping that works, and says what is left out', () => {
    const table = {
      customer_id: IDS,
      title: NAMES,
      first_nm: NAMES,
      last_nm: NAMES,
      e_mail_addr: MAILS,
      mob_no: PHONES,
      tel_no: PHONES,
      addr1: TEXTS,
      addr2: TEXTS,
      town: NAMES,
      postcode: ZIPS,
      country_cd: LANDS,
      active: FLAGS,
      notes: TEXTS,
      created_dt: DATES,
    };
    const { mapping, unsure, missing, proposals } = proposeTable(table);
    expect(mapping).toEqual({
      externalId: 'customer_id',
      firstName: 'first_nm',
      lastName: 'last_nm',
      email: 'e_mail_addr',
      phone: { first: ['tel_no', 'mob_no'] },
      'address.street': { join: ['addr1', 'addr2'], separator: ', ' },
      'address.city': 'town',
      'address.zipcode': 'postcode',
      'address.country': 'country_cd',
      description: 'notes',
    });
    expect(unsure.map(({ column, reason }) => `${column}: ${reason}`)).toEqual([
      'title: Its name says no field.',
      'active: Yes or no. To leave rows out: "where": {"active": "…"}.',
      'created_dt: Dates. No field takes them, except a key of metaData.',
    ]);
    expect(missing).toEqual([]);
    expect(proposals[4]).toEqual({
      column: 'mob_no',
      at: 5,
      field: 'phone',
      order: 20,
      reason: 'The words of the name say so, and the values are phones.',
      confidence: 0.95,
      samples: PHONES.slice(0, 3),
    });
    expect(mappingFileSchema.parse(mapping)).toEqual(mapping);
    const used = toMapping(Object.keys(table), { map: mapping });
    expect(used.issues.map(({ column }) => column)).toEqual(['title', 'active', 'created_dt']);
  });

  it('puts a house number behind its street, before other lines', () => {
    const { mapping } = proposeTable({ Zusatz: TEXTS, Hausnr: NUMBERS, 'addr 2': TEXTS, Strasse: TEXTS });
    expect(mapping['address.street']).toEqual({
      join: [{ join: ['Strasse', 'Hausnr'], separator: ' ' }, 'addr 2'],
      separator: ', ',
    });
  });

  it.each([
    [
      { nom: NAMES, prenom: NAMES },
      { firstName: 'prenom', lastName: 'nom' },
    ],
    [
      { nombre: NAMES, apellidos: NAMES },
      { firstName: 'nombre', lastName: 'apellidos' },
    ],
    [
      { Nome: NAMES, Cognome: NAMES },
      { firstName: 'Nome', lastName: 'Cognome' },
    ],
    [
      { Name: NAMES, Vorname: NAMES },
      { firstName: 'Vorname', lastName: 'Name' },
    ],
    [{ Nome: NAMES }, { name: 'Nome' }],
    [{ full_nm: NAMES, first_nm: NAMES, last_nm: NAMES }, { name: 'full_nm' }],
  ])('knows the halves of a name: %#', (table, mapping) => {
    expect(proposeTable(table).mapping).toEqual(mapping);
  });

  it('takes the better one of two keys, and none of two that are as good', () => {
    expect(proposeTable({ id: IDS, cust_no: IDS.map((id) => `C${id}`) }).mapping).toEqual({
      externalId: 'cust_no',
    });
    const { mapping, missing, unsure } = proposeTable({ cust_no: IDS, kunden_nr: IDS });
    expect(mapping).toEqual({});
    expect(unsure.map(({ reason }) => reason)).toEqual([
      'It may be externalId, as "kunden_nr" may be.',
      'It may be externalId, as "cust_no" may be.',
    ]);
    expect(missing).toEqual(['name', 'externalId, email or uid']);
  });

  it('takes no emails of others by their values beside those that have the name', () => {
    expect(proposeTable({ cust_mail: MAILS, vendor: MAILS }).mapping).toEqual({ email: 'cust_mail' });
    expect(proposeTable({ a: MAILS, b: MAILS }).mapping).toEqual({});
  });

  it('names columns by their position where their name is not enough', () => {
    const columns = ['tel_no', 'tel_no', ' '];
    expect(proposeMapping(columns, [['0803 123 4567', '0803 123 4568', 'x']]).mapping).toEqual({
      phone: { first: ['#1', '#2'] },
    });
  });
});
