/** Where the accented letters of Western languages stand: a letter in another place was another letter in another encoding. */

export type LetterVerdict = 'fine' | 'odd' | 'wrong';

/** All letters are lower case; empty at the ends of a word. */
export interface LetterPlace {
  readonly before: string;
  readonly after: string;
  /** The word up to the letter. */
  readonly start: string;
  readonly isFirst: boolean;
}

type LetterRule = (place: LetterPlace) => LetterVerdict;

const VOWELS = new Set('aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœ');

export const isVowel = (letter: string): boolean => VOWELS.has(letter);
const isConsonant = (letter: string): boolean => letter !== '' && !isVowel(letter);

const wrongIf =
  (test: (place: LetterPlace) => boolean): LetterRule =>
  (place) =>
    test(place) ? 'wrong' : 'fine';

const oddUnless =
  (test: (place: LetterPlace) => boolean): LetterRule =>
  (place) =>
    test(place) ? 'fine' : 'odd';

/** First rule that is not fine. */
const both =
  (first: LetterRule, second: LetterRule): LetterRule =>
  (place) => {
    const judgement = first(place);
    return judgement === 'fine' ? second(place) : judgement;
  };

/** The letters that a reading of another encoding as Windows-1252 often has; in the comments, what they were. */
const RULES: Readonly<Record<string, LetterRule>> = {
  // č: Italian at the end, French before a consonant, never before a vowel.
  è: both(
    wrongIf(({ after }) => isVowel(after)),
    oddUnless(({ before, isFirst }) => !isFirst && !isVowel(before)),
  ),
  // ć: Danish and Icelandic, never after a vowel.
  æ: wrongIf(({ before }) => isVowel(before)),
  // ř, ų
  ø: both(
    wrongIf(({ before, after }) => isVowel(before) && after !== 'y' && before + after !== 'e'),
    wrongIf(({ after }) => isVowel(after) && !'eyi'.includes(after)),
  ),
  // ĺ, å of Turkish DOS
  å: wrongIf(({ before, after }) => isVowel(before) && isVowel(after)),
  // ŕ, ą
  à: wrongIf(({ before, after }) => isVowel(before) && isVowel(after)),
  // ě, ģ: Italian at the end; Gaelic elsewhere.
  ì: both(
    wrongIf(({ isFirst }) => isFirst),
    oddUnless(({ after }) => after === ''),
  ),
  // ů
  ù: both(
    wrongIf(({ isFirst, after }) => isFirst && after !== ''),
    oddUnless(({ after }) => after === ''),
  ),
  // ň, ņ: Italian at the end, Catalan.
  ò: wrongIf(({ before, after }) => after !== '' && isVowel(before)),
  // ń: before a vowel; Breton elsewhere.
  ñ: oddUnless(({ after }) => isVowel(after)),
  // ē
  ç: wrongIf(({ after }) => isConsonant(after)),
  // ă: Portuguese ão, ãe, ãs; seldom at the end.
  ã: both(
    wrongIf(({ after }) => !'oesiz'.includes(after)),
    oddUnless(({ after }) => after !== ''),
  ),
  // ő: Portuguese õe; Estonian elsewhere, never at the end.
  õ: both(
    wrongIf(({ after }) => after === ''),
    oddUnless(({ after }) => after === 'e'),
  ),
  // ű, ū
  û: both(
    wrongIf(({ after, before }) => after === '' && before !== 'd' && before !== 'r'),
    oddUnless(({ before, after }) => (before === 'o' || isConsonant(before)) && 'tlmrc'.includes(after)),
  ),
  // ė: after a vowel; Albanian elsewhere.
  ë: oddUnless(({ before, isFirst }) => isFirst || isVowel(before)),
  // ď, ļ: next to a vowel.
  ï: oddUnless(({ before, after }) => isVowel(before) || isVowel(after)),
  // ı, ż: Icelandic; also in Turkish and Czech, which need another encoding.
  ý: () => 'odd',
  // ğ, đ, š: Icelandic, never first.
  ð: both(
    wrongIf(({ isFirst, before }) => isFirst || (isConsonant(before) && !'rgf'.includes(before))),
    () => 'odd',
  ),
  // ş, ţ, ž: Icelandic, never last.
  þ: both(
    wrongIf(({ after }) => after === '' || (isConsonant(after) && !'rjv'.includes(after))),
    () => 'odd',
  ),
  // ö of Mac Roman: next to a vowel, or first.
  š: wrongIf(({ before, after, isFirst }) => !isFirst && !isVowel(before) && !isVowel(after)),
  // û of Mac Roman
  ž: wrongIf(({ before, after, isFirst }) => !isFirst && !isVowel(before) && !isVowel(after)),
  // ś, ú of Mac Roman: œu, Lœtitia, Œdipe.
  œ: wrongIf(
    ({ after, start, isFirst }) =>
      after !== 'u' && !/^[lf]$/.test(start) && !(isFirst && 'dcni'.includes(after)),
  ),
  ß: both(
    wrongIf(({ isFirst }) => isFirst),
    oddUnless(({ before }) => isVowel(before)),
  ),
  // ź, ü of Mac Roman
  ÿ: oddUnless(({ before }) => before === 'a'),
};

/** Two accented letters in a row, as Western words have them. */
const PAIRS = new Set(
  (
    'úñ ää öö üü õõ éé ææ øø åå ëë öä äö õä éâ éî éï ïé éë ëé éô éè çã çõ çâ çà çá çé çó çú çí íç áç éç ôç ' +
    'äß öß üß ñá ñé ñí ñó ñú óñ íñ áñ éñ ðá ðí ðó ðú ðý ðæ ðö ðé áð íð óð úð ýð æð öð éð øð åð ' +
    'þá þí þó þú þý þæ þö þé óþ áþ íþ úþ éþ ýþ öþ ïç àç øå åø æø öï ïö ôï öë ëï üé öé áí íó óí'
  ).split(' '),
);

/** Before and after š and ž, any vowel is usual. */
const CARON = /^[šž][àáâäåéëíóöúüý]$|^[àáâäåéëíóöúüý][šž]$/;

export const isUsualPair = (pair: string): boolean => PAIRS.has(pair) || CARON.test(pair);

export function judgeLetter(letter: string, place: LetterPlace): LetterVerdict {
  return RULES[letter]?.(place) ?? 'fine';
}
