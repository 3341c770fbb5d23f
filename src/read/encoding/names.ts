/** The encodings that a source may have, by the names that people type. */

/** More than one byte for a character. */
const MULTI_BYTE_ENCODINGS = [
  'gbk',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'euc-kr',
] as const;

const MULTI_BYTE: ReadonlySet<string> = new Set(MULTI_BYTE_ENCODINGS);

export const isMultiByte = (name: string): boolean => MULTI_BYTE.has(name);

/** The encodings of the WHATWG Encoding standard, by its names; only Windows-1252 is ever guessed. */
export const STANDARD_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-1',
  'iso-8859-15',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'iso-8859-2',
  'iso-8859-3',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-10',
  'iso-8859-13',
  'iso-8859-14',
  'iso-8859-16',
  'koi8-r',
  'koi8-u',
  ...MULTI_BYTE_ENCODINGS,
  'macintosh',
  'x-mac-cyrillic',
] as const;

/** Code pages of DOS and of old Macs, which the standard does not have. */
export const OLD_ENCODINGS = [
  'cp437',
  'cp737',
  'cp775',
  'cp850',
  'cp852',
  'cp855',
  'cp857',
  'cp858',
  'cp860',
  'cp861',
  'cp862',
  'cp863',
  'cp865',
  'cp866',
  'cp869',
  'maccenteuro',
  'maccroatian',
  'macgreek',
  'maciceland',
  'macturkish',
] as const;

/** Names that people type and no standard has, in the form of `toComparable`. */
const ALIASES: Readonly<Record<string, string>> = {
  ascii: 'utf-8',
  usascii: 'utf-8',
  utf8bom: 'utf-8',
  // Little-endian, as on Windows; a byte order mark that says otherwise takes precedence.
  utf16: 'utf-16le',
  unicode: 'utf-16le',
  ansi: 'windows-1252',
  latin1: 'iso-8859-1',
  latin9: 'iso-8859-15',
  macroman: 'macintosh',
  mac: 'macintosh',
  maccyrillic: 'x-mac-cyrillic',
  maclatin2: 'maccenteuro',
  ibm866: 'cp866',
  cp874: 'windows-874',
  cp932: 'shift_jis',
  sjis: 'shift_jis',
  cp936: 'gbk',
  gb2312: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  hebrew: 'windows-1255',
};

const KNOWN: ReadonlyMap<string, string> = new Map([
  ...[...STANDARD_ENCODINGS, ...OLD_ENCODINGS].map((name) => [toComparable(name), name] as const),
  ...Object.entries(ALIASES),
]);

/** Our name for a name as people type it: in any case, with or without `-`, `_` and spaces, `1251` and `cp-1251` too. */
export function toKnownName(typed: string): string | undefined {
  const name = toComparable(typed);
  const number = /^(?:cp|windows|win|ibm|dos|ms|xcp)?(\d{3,4})$/.exec(name)?.[1];
  const forms = number === undefined ? [name] : [name, `windows${number}`, `cp${number}`];
  return forms.map((form) => KNOWN.get(form)).find((known) => known !== undefined);
}

/** Without case, `-`, `_` and spaces. */
export function toComparable(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, '');
}
