/** Text in other encodings, by tables of our own, so that reader and test can't share a mistake. */

/** Mac Roman from 0x80 on, as Apple's ROMAN.TXT has it; 0xF0 is the apple. */
const MAC_ROMAN =
  'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ';

/** Windows-1252 from 0x80 to 0x9F, as Microsoft's CP1252.TXT has it; a NUL where it has none. */
const WINDOWS_1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ';

const ENCODERS = {
  'utf-8': (text: string) => Buffer.from(text, 'utf8'),
  'utf-8-bom': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf8'),
  'utf-16le': (text: string) => Buffer.from(text, 'utf16le'),
  'utf-16le-bom': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'utf-16be': (text: string) => Buffer.from(text, 'utf16le').swap16(),
  'utf-16be-bom': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  'windows-1252': (text: string) => toSingleBytes(text, (character) => WINDOWS_1252.indexOf(character), 0xff),
  'iso-8859-1': (text: string) => toSingleBytes(text, () => -1, 0xff),
  macintosh: (text: string) => toSingleBytes(text, (character) => MAC_ROMAN.indexOf(character), 0x7f),
} as const;

export type Written = keyof typeof ENCODERS;

export function encode(text: string, encoding: Written): Buffer {
  return ENCODERS[encoding](text);
}

/** `find` gives the place of a character from 0x80 on; up to `same`, a code point is its own byte. */
function toSingleBytes(text: string, find: (character: string) => number, same: number): Buffer {
  return Buffer.from(
    Array.from(text, (character) => {
      const code = character.codePointAt(0) ?? 0;
      const at = code < 0x80 ? -1 : find(character);
      if (at >= 0) return 0x80 + at;
      if (code > same) throw new Error(`The encoding has no ${character}.`);
      return code;
    }),
  );
}
