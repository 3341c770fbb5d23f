/** Asks a person what to do with a proposed mapping: to write it, to go through its columns, or to leave it. */
import { chooseFields, readFieldAnswer } from '../jobs/map/choose-fields.js';
import type { ProposedSource } from '../jobs/map/propose-source.js';

/** Shows a question; undefined where no answer comes, such as at the end of the input. */
export type Ask = (question: string) => Promise<string | undefined>;

export type DecidedMapping = Pick<ProposedSource, 'mapping' | 'missing'>;

/** Undefined: nothing is to be written. */
export async function decideMapping(
  proposed: ProposedSource,
  path: string,
  ask: Ask,
): Promise<DecidedMapping | undefined> {
  const question = `Write ${path}? y: yes, e: edit one by one, n: no (n) `;
  for (;;) {
    const answer = (await ask(question))?.trim().toLowerCase();
    if (answer === undefined || answer === '' || /^no?$/.test(answer)) return undefined;
    if (/^y(?:es)?$/.test(answer)) return proposed;
    if (/^e(?:dit)?$/.test(answer)) break;
  }
  const fields = await askFields(proposed, ask);
  return fields === undefined ? undefined : chooseFields(proposed, fields);
}

/** The fields by position of their column; undefined where the answers end. */
async function askFields(
  { proposals, unsure }: ProposedSource,
  ask: Ask,
): Promise<ReadonlyMap<number, string> | undefined> {
  const all = [...proposals, ...unsure.map((one) => ({ ...one, field: undefined }))].sort(
    (a, b) => a.at - b.at,
  );
  const fields = new Map<number, string>();
  for (const { at, column, field, samples } of all) {
    const about = `${column.trim() || `column ${at + 1}`} (${samples.join(' · ')})`;
    const answer = await askField(about, field, ask);
    if (answer === undefined) return undefined;
    if (answer !== '') fields.set(at, answer);
  }
  return fields;
}

/** A field, or empty to leave the column out. */
async function askField(about: string, proposed: string | undefined, ask: Ask): Promise<string | undefined> {
  const keys = proposed === undefined ? 'Enter: leave out' : `Enter: ${proposed}, -: leave out`;
  let message = '';
  for (;;) {
    const answer = (await ask(`${message}${about}\n  ${keys}, or another field: `))?.trim();
    if (answer === undefined) return undefined;
    if (answer === '') return proposed ?? '';
    if (answer === '-') return '';
    const read = readFieldAnswer(answer);
    if (read.isField) return read.field;
    message = `${read.message}\n`;
  }
}
