/** What the page says of each step: one sentence, and what is below it. Pure. */
import type { Counts, ReviewStep, StepState } from './answers/state.js';
import type { ApplyAnswer } from './answers/apply.js';
import type { PreviewAnswer } from './answers/preview.js';

/** What the sentences are made of. */
export interface StepFacts {
  readonly counts: Counts;
  /** Columns of the source, and those that a person should decide, by name. */
  readonly columns: number;
  readonly decided: number;
  readonly open: readonly string[];
  /** Why the mapping can't be used; absent: it can. */
  readonly fault?: { readonly text: string; readonly remedy: string };
  readonly isReading: boolean;
  readonly isChecking: boolean;
  readonly hasCredential: boolean;
  /** TEST or LIVE, once it is known. */
  readonly mode: string;
  readonly preview: PreviewAnswer;
  readonly apply: ApplyAnswer;
}

export function toSteps(facts: StepFacts): Readonly<Record<ReviewStep, StepState>> {
  return { map: toMap(facts), fix: toFix(facts), preview: toPreview(facts), apply: toApply(facts) };
}

function toMap({ columns, decided, open, fault, isReading, isChecking, counts }: StepFacts): StepState {
  const base = { isOpen: true, why: '', note: `${decided} of ${columns}` };
  if (isReading)
    return { ...base, note: '', verdict: `Reading the file: ${number(counts.rows)} rows so far.`, more: '' };
  if (fault !== undefined) return { ...base, verdict: fault.text, more: fault.remedy };
  if (isChecking) return { ...base, verdict: `Checking ${number(counts.rows)} rows again...`, more: '' };
  const left = columns - decided;
  const more = `${decided} of ${columns} columns are mapped${left === 0 ? '' : `, ${left} ${left === 1 ? 'is' : 'are'} not sent`}.`;
  if (open.length === 0) return { ...base, verdict: `All ${columns} columns are decided.`, more };
  const names =
    open.length > 3 ? `${open.slice(0, 3).join(', ')} and ${open.length - 3} more` : open.join(', ');
  const verdict =
    open.length === 1
      ? `One thing to decide: the column ${names}.`
      : `${open.length} things to decide: the columns ${names}.`;
  return { ...base, verdict, more: `${more} A column that is not decided is not sent.` };
}

function toFix({ counts, fault, isReading, isChecking }: StepFacts): StepState {
  if (isReading) return closed('The file is being read.');
  if (fault !== undefined) return closed(`The columns are not decided: ${fault.text}`);
  const base = { isOpen: true, why: '', note: counts.mustFix === 0 ? '' : `${number(counts.mustFix)} left` };
  if (isChecking) return { ...base, verdict: `Checking ${number(counts.rows)} rows...`, more: '' };
  const rest = [
    `${number(counts.ready)} ${counts.ready === 1 ? 'is' : 'are'} ready`,
    ...(counts.leftOut === 0
      ? []
      : [`${number(counts.leftOut)} ${counts.leftOut === 1 ? 'is' : 'are'} left out`]),
    ...(counts.skipped === 0
      ? []
      : [`${number(counts.skipped)} ${counts.skipped === 1 ? 'is' : 'are'} skipped`]),
  ].join(', ');
  if (counts.mustFix > 0) {
    const verb = counts.mustFix === 1 ? 'row must be fixed' : 'rows must be fixed';
    return {
      ...base,
      verdict: `${number(counts.mustFix)} ${verb}. ${rest}.`,
      more: 'You can go on now: rows that are not fixed are not sent, and stay in rejected.csv.',
    };
  }
  const look =
    counts.worthALook === 0
      ? ''
      : `${rows(counts.worthALook)} ${counts.worthALook === 1 ? 'is' : 'are'} worth a look. `;
  return {
    ...base,
    verdict: `Nothing must be fixed. ${capital(rest)}.`,
    more: `${look}Your file is never changed.`,
  };
}

function toPreview(facts: StepFacts): StepState {
  const { counts, fault, isReading, isChecking, hasCredential } = facts;
  if (isReading || isChecking) return closed('The rows are being checked.');
  if (fault !== undefined) return closed(`The columns are not decided: ${fault.text}`);
  if (!hasCredential) return closed('No credential was given. Map and Fix work without one.');
  if (counts.ready === 0) return closed('No row is ready to be sent.');
  return { isOpen: true, why: '', note: '', ...toPlanWords(facts) };
}

function toPlanWords({
  counts,
  mode,
  preview,
}: StepFacts): Pick<StepState, 'verdict' | 'more'> & { readonly note?: string } {
  const more = 'Nothing has been changed yet.';
  const changes = countChanges(preview);
  const note = number(changes);
  switch (preview.state) {
    case 'none':
      return {
        verdict: `${rows(counts.ready)} can be checked against ${mode}.`,
        more: 'Nothing is changed by it.',
      };
    case 'checking': {
      const done = `${number(preview.done)} of ${number(preview.total)}`;
      return { verdict: `Checking against ${mode}: ${done}.`, more };
    }
    case 'stopped':
      return { verdict: 'The check was stopped.', more };
    case 'failed':
      return { verdict: preview.failed?.text ?? 'The check failed.', more: preview.failed?.remedy ?? '' };
    case 'stale': {
      const verdict = `${rows(preview.staleRows)} changed since this check.`;
      return { ...{ note, verdict }, more: 'Check again before you apply.' };
    }
    case 'ready': {
      if (isApplied(preview)) {
        const verdict = `This preview was applied to ${mode}: ${count(changes, 'customer')}.`;
        return { ...{ note, verdict }, more: 'Check again to see what is left to change.' };
      }
      const emptied =
        preview.emptiedFields === 0 ? '' : ` ${count(preview.emptiedFields, 'field')} would be emptied.`;
      return {
        ...{ note, more },
        verdict: `${count(changes, 'customer')} would change in ${mode}.${emptied}`,
      };
    }
  }
}

/** A plan can be applied once. */
function isApplied({ state, plan }: PreviewAnswer): boolean {
  return state === 'ready' && plan === '';
}

function toApply({ mode, preview, apply }: StepFacts): StepState {
  const base = { isOpen: true, why: '', note: '' };
  const done = apply.total - apply.waiting;
  const note = apply.total === 0 ? '' : `${Math.floor((done * 100) / apply.total)} %`;
  const of = `${number(done)} of ${count(apply.total, 'customer')} done`;
  const running = {
    ...base,
    note,
    more: 'You can close this window: the run continues while the terminal is open.',
  };
  switch (apply.state) {
    case 'none':
      if (apply.reason !== undefined) return closed(apply.reason.text);
      return preview.state === 'ready' && countChanges(preview) > 0
        ? {
            ...base,
            verdict: `${count(countChanges(preview), 'customer')} can be applied to ${mode}.`,
            more: 'Nothing has been changed yet.',
          }
        : closed('Preview shows first what would change.');
    case 'running':
      return { ...running, verdict: `Applying to ${mode}: ${of}.` };
    case 'pausing':
      return { ...running, verdict: `Pausing: ${of}.`, more: 'What is under way is finished.' };
    case 'paused':
      return { ...base, note, verdict: `Paused: ${of}.`, more: 'Nothing is sent until you continue.' };
    case 'stopping':
      return { ...running, verdict: `Stopping: ${of}.`, more: 'What is under way is finished.' };
    case 'stopped':
    case 'failed':
      return {
        ...base,
        note,
        verdict: `Stopped: ${of}.`,
        more: apply.reason?.text ?? 'You can continue it.',
      };
    case 'done':
      return { ...base, note: 'done', verdict: toDone(apply, mode), more: 'No row is sent twice.' };
  }
}

function toDone({ created, updated, failed, total }: ApplyAnswer, mode: string): string {
  const end = failed === 0 ? '' : ` ${number(failed)} failed.`;
  return `Done: ${number(created + updated)} of ${count(total, 'customer')} changed in ${mode}.${end}`;
}

/** Rows that change something and are chosen. */
function countChanges({ sending: { creates, updates, addressesOnly } }: PreviewAnswer): number {
  return creates + updates + addressesOnly;
}

function closed(why: string): StepState {
  return { isOpen: false, why, note: '', verdict: why, more: '' };
}

const number = (value: number): string => value.toLocaleString('en-US');
const count = (value: number, word: string): string => `${number(value)} ${word}${value === 1 ? '' : 's'}`;
const rows = (value: number): string => count(value, 'row');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
