/** Whether a file that is not UTF-8 is plainly Western text; if not, a person must name its encoding. */
import { BulkError } from '../../../core/errors.js';
import { SAVE_AS_UTF8 } from '../../options.js';
import { findEncoding } from '../find-encoding.js';
import { joinLines, listLikely, readAs, toForeignWords, type Likely } from '../likely.js';
import { FOREIGN_WORD, type Survey } from '../survey.js';
import { judgeWord } from './word.js';

/** Percent of the words that may be typing errors. */
const MOST_WRONG = 2;

/** Percent of the words whose letters may be rare in Western languages. */
const MOST_ODD = 10;

/** Of fewer words, the detector knows too little to be believed. */
const LEAST_WORDS = 8;

/** Throws `encoding_unclear`, with the encodings that are likely and how the first doubtful line looks in them. */
export async function assertWestern(seen: Survey, name: string): Promise<void> {
  const { fine, odd, wrong } = seen.words;
  const all = fine + odd + wrong;
  if (!seen.hasUndefined && wrong === 0 && odd * 100 <= all * MOST_ODD) return;
  const likely = await listLikely(seen.lines);
  const western = readAs(await findEncoding('windows-1252'), joinLines(seen.lines));
  const isPossible = all >= LEAST_WORDS && wrong * 100 <= all * MOST_WRONG;
  if (western === undefined || !isPossible || mayBeTurkish(western)) throw toError(seen, name, likely);
  if (likely[0] !== undefined && readsAlike(western, likely[0].text)) return;
  throw toError(seen, name, likely);
}

/**
 * Windows-1254 differs from Windows-1252 in six letters, which are Icelandic there. No detector tells the two apart, so
 * Icelandic must show letters that Turkish does not have, and in more words than a few names of other countries.
 */
function mayBeTurkish(western: string): boolean {
  const words = western.match(FOREIGN_WORD) ?? [];
  const either = words.filter((word) => /[ðþý]/i.test(word)).length;
  const icelandic = words.filter((word) => /[áéíóúæ]/i.test(word)).length;
  return icelandic * 2 < either;
}

/** The doubtful words are the same in the likeliest encoding: they are typing errors, or Icelandic. */
function readsAlike(western: string, other: string): boolean {
  if (western.length !== other.length) return false;
  return Array.from(western.matchAll(FOREIGN_WORD)).every(({ 0: word, index }) => {
    const end = index + word.length;
    const isFine = judgeWord(word, western[index - 1] ?? '', western[end] ?? '') === 'fine';
    return isFine || other.slice(index, end) === word;
  });
}

function toError({ lines, mixedHint }: Survey, name: string, likely: readonly Likely[]): BulkError {
  const [first = { line: 1, text: '' }] = lines;
  const shown = JSON.stringify(toForeignWords(first.text));
  return new BulkError(
    'encoding_unclear',
    `${name} is not UTF-8, and its encoding is unclear: as Windows-1252, line ${first.line} has ${shown}.`,
    {
      hint: (likely[0]?.name === 'utf-8' ? mixedHint : undefined) ?? toChoices(likely, shown),
      context: { line: first.line },
    },
  );
}

/** As UTF-8, a part of the lines may be readable; the file is not. */
function toChoices(likely: readonly Likely[], shown: string): string {
  const others = likely.filter(({ name }) => name !== 'windows-1252' && name !== 'utf-8').map(toChoice);
  const choices = [...others, `--encoding windows-1252 if ${shown} is right`].join(', ');
  return `Pass its encoding: ${choices}. Or: ${SAVE_AS_UTF8}`;
}

function toChoice({ name, text }: Likely): string {
  return `--encoding ${name} (${JSON.stringify(toForeignWords(text.split('\n')[0] ?? ''))})`;
}
