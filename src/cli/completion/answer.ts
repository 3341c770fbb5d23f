/** Answers the scripts of `completion`: what the shell may offer for the word under the cursor. */
import { LISTED } from '../listed.js';
import type { Request } from '../request.js';
import { toOffer, type Choice, type Offer } from './offer.js';

/**
 * For the scripts of this program: `values`, `files` or `folders`, then a line for each value with a tab before its meaning.
 * For those of yargs, which were printed before: the values alone, in zsh with a colon before the meaning.
 */
export async function complete({ style, words }: Extract<Request, { type: 'completion' }>): Promise<string> {
  if (style === 'yargs') return completeAsYargs(words);
  const cut = words.slice(0, Number(style));
  const asked = cut.length < Number(style) ? [...cut, ''] : cut;
  const offer = toOffer(asked, LISTED);
  const lines = (await toChoices(offer, asked)).map(({ value, text }) => `${offer.prefix}${value}\t${text}`);
  return [toKind(offer), ...lines, ''].join('\n');
}

async function completeAsYargs(words: readonly string[]): Promise<string> {
  const offer = toOffer(words, LISTED);
  const hasMeanings = /zsh/.test(process.env['SHELL'] ?? process.env['ZSH_NAME'] ?? '');
  return (await toChoices(offer, words))
    .map(({ value, text }) =>
      hasMeanings && text !== '' ? `${value.replaceAll(':', '\\:')}:${text}\n` : `${offer.prefix}${value}\n`,
    )
    .join('');
}

function toKind({ also }: Offer): string {
  return also === 'files' || also === 'folders' ? also : 'values';
}

async function toChoices(offer: Offer, words: readonly string[]): Promise<Choice[]> {
  const choices = [...offer.choices, ...(await readMore(offer, words))];
  return choices.filter(({ value }) => value.startsWith(offer.typed));
}

async function readMore({ also }: Offer, words: readonly string[]): Promise<readonly Choice[]> {
  if (also === 'runs' || also === 'runs and checks') {
    const { listCheckIds, listRunIds } = await import('../../jobs/run/find-run.js');
    const folder = toReportsDir(words);
    const checks = also === 'runs' ? [] : listCheckIds(folder);
    return [...listRunIds(folder).reverse(), ...checks].map((value) => ({ value, text: '' }));
  }
  if (also !== 'codes') return [];
  const { CODES } = await import('../../core/codes.js');
  return Object.entries(CODES).map(([value, { meaning }]) => ({ value, text: meaning }));
}

function toReportsDir(words: readonly string[]): string {
  const name = '--reports-dir';
  const fallback = LISTED.flatMap(({ options }) => options).find((option) => option.name === name)?.default;
  const joined = words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  const at = words.indexOf(name);
  return joined ?? (at < 0 ? undefined : words[at + 1]) ?? fallback ?? '';
}
