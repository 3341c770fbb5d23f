/** The steps that change a text on its way from a cell to a field. */
import type { MappingStep } from '../../core/mapping-file.js';
import { makeDateReader } from './date-form.js';

/** The changed text, or what was expected where the step can't be taken. */
export type ChangedText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly expected: string };

export type TakeStep = (text: string) => ChangedText;

/** A function that takes the step on a text that is not empty. */
export function makeStep(step: MappingStep): TakeStep {
  if (typeof step === 'string') {
    const change = CHANGES[step];
    return (text) => ({ ok: true, text: change(text).trim() });
  }
  return 'split' in step ? makeSplit(step.split, step.part ?? 1) : makeDate(step.date);
}

const CHANGES: Readonly<Record<Extract<MappingStep, string>, (text: string) => string>> = {
  trim: (text) => text,
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  title: (text) =>
    text.toLowerCase().replace(/(^|[\s\-'’.])(\p{L})/gu, (_found, before: string, letter: string) => {
      return before + letter.toUpperCase();
    }),
  digits: (text) => text.replace(/\P{Nd}/gu, ''),
};

function makeSplit(separator: string, part: number): TakeStep {
  return (text) => {
    const parts = text.split(separator);
    return { ok: true, text: (parts.at(part > 0 ? part - 1 : part) ?? '').trim() };
  };
}

function makeDate(forms: string | readonly string[]): TakeStep {
  const list = typeof forms === 'string' ? [forms] : forms;
  const read = makeDateReader(list);
  const expected = `a date in the form ${list.join(' or ')}`;
  return (text) => {
    const found = read(text);
    return found === undefined ? { ok: false, expected } : { ok: true, text: found };
  };
}
