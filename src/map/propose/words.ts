/** The words that headers of customer tables are made of, in six languages and as databases abbreviate them. */

export type Word =
  | 'customer'
  | 'account'
  | 'email'
  | 'phone'
  | 'mobile'
  | 'name'
  | 'nom'
  | 'first'
  | 'last'
  | 'full'
  | 'address'
  | 'street'
  | 'line'
  | 'house'
  | 'city'
  | 'state'
  | 'zip'
  | 'postal'
  | 'country'
  | 'code'
  | 'number'
  | 'id'
  | 'note'
  | 'main'
  | 'second'
  | 'filler';

/** Without accents, in lower case. */
const WORDS: Readonly<Record<Word, string>> = {
  customer:
    'customer customers cust cus client clients clnt clt kunde kunden kd knd klant klanten cliente clientes cli member mbr mitglied person pers contact cntct kontakt contacto contatto contato adherent',
  account: 'account acct acc user users usr',
  email: 'email mail emailaddress emailaddr courriel mel correo eletronico electronico elettronica',
  phone:
    'phone ph phn tel telephone telefon telefono telefone telefoon tlf fon fono fone rufnummer telefonnummer telefoonnummer telnr telno',
  mobile:
    'mobile mob mobil movil cell cel cellphone cellular celular cellulare handy portable gsm mobiel telemovel natel mobilnummer handynummer msisdn',
  name: 'name nm naam',
  // In these languages, the word for the whole name is also the word for a half of it.
  nom: 'nom nombre nome nombres',
  first: 'first fst frst fname given forename vorname vname prenom voornaam vornamen prenoms firstname',
  last: 'last lst lname surname family nachname nname zuname familienname apellido apellidos cognome sobrenome apelido achternaam famille familienaam lastname',
  full: 'full complete completo complet vollstaendig volledige display entire',
  address:
    'address addr adr adresse adres add direccion indirizzo endereco morada domicilio anschrift anschr dom',
  street: 'street strasse str rue calle via rua straat straatnaam calles strassenname',
  line: 'line ln zeile ligne linea linha regel',
  house: 'house haus hausnummer hausnr hnr huisnummer huisnr civico',
  city: 'city town ort stadt wohnort ville ciudad citta cidade stad plaats woonplaats localidad localite localidade commune comune poblacion municipio gemeente',
  state:
    'state province prov region bundesland kanton canton departement estado provincia provincie regione regiao county cnty',
  zip: 'zip zipcode postcode plz postleitzahl cp cap cep npa postnr pcode postalcode codpostal pstcd',
  postal: 'postal post pstl postale',
  country: 'country ctry cntry land pays pais paese nation nazione landcode',
  code: 'code cd cde cod codigo codice kode kuerzel iso ref reference key',
  number: 'number no num nr nbr nummer numero nro n',
  id: 'id ident identifier pk uuid guid',
  note: 'note notes comment comments remark remarks bemerkung bemerkungen notiz notizen notas nota observaciones observacoes osservazioni commentaire commentaires remarques opmerking opmerkingen memo',
  main: 'primary main home private priv privat principal residential principale hauptadresse wohn thuis domicile casa billing mailing legal',
  second:
    'secondary second alt alternate alternative other work business office shipping delivery old former geschaeft dienstlich travail bureau trabajo oficina lavoro ufficio trabalho werk zweite',
  filler: 'the of de del do da du di le la el des den der das txt text val value fld field col tx vc',
};

const MEANINGS: ReadonlyMap<string, Word> = new Map(
  Object.entries(WORDS).flatMap(([word, forms]) =>
    forms.split(' ').map((form) => [form, word as Word] as const),
  ),
);

/** What a written word means; undefined for an unknown one. */
export function findWord(form: string): Word | undefined {
  return MEANINGS.get(form);
}

/** Short words that stand at the end of others without a gap: `custid`, `telno`. */
const ENDINGS = /^(.{3,}?)(id|no|nr|nm|cd|nbr|num|name|code|addr|adr|adres|adresse|address|nummer|number)$/;

/** Two words written as one; undefined for any other text. */
export function splitWord(form: string): readonly Word[] | undefined {
  const [, begin = '', end = ''] = ENDINGS.exec(form) ?? [];
  const first = MEANINGS.get(begin);
  const last = MEANINGS.get(end);
  // `valid` is no id, and `description` no code.
  if (first === undefined || last === undefined || first === 'filler') return undefined;
  return [first, last];
}
