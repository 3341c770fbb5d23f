/** Makes the value of a field from the cells of a row. What is fixed for a source is prepared once. */
import { makeTextReader } from '../../core/own-columns.js';
import type { CellOrigin, MadeValue, MappingFault, ValueOrigin } from '../../core/made-value.js';
import { makeStep, type TakeStep } from './steps.js';

export interface MadeText extends CellOrigin {
  readonly text: string;
}

export type ValueFault = Omit<MappingFault, 'field'>;

/** The value in a row; a fault is noted, and the value is empty. */
export type Evaluate = (cells: readonly string[], note: (fault: ValueFault) => void) => MadeText;

export function makeEvaluator(value: MadeValue, columns: readonly string[]): Evaluate {
  const read = makeReader(value.from, columns);
  const steps = (value.steps ?? []).map(makeStep);
  const replace = makeReplacer(value);
  const { default: fallback = '' } = value;
  const isPlain = steps.length === 0 && replace === undefined && fallback === '';
  if (isPlain) return read;
  return (cells, note) => {
    const made = read(cells, note);
    const changed = takeSteps(made.text, steps, note);
    if (changed === undefined) return { ...made, text: '' };
    const text = replace === undefined ? changed : replace(changed, note);
    if (text === undefined) return { ...made, text: '' };
    return { ...made, text: text === '' ? fallback : text };
  };
}

/** What databases write for "no value". It is no text to change: the check of the field reports it. */
const NULL_MARKER = '\\N';

/** Undefined after a fault. */
function takeSteps(
  text: string,
  steps: readonly TakeStep[],
  note: (fault: ValueFault) => void,
): string | undefined {
  let changed = text;
  for (const step of steps) {
    if (changed === '' || changed === NULL_MARKER) return changed;
    const result = step(changed);
    if (!result.ok) {
      note({ code: 'date_unreadable', text: changed, expected: result.expected });
      return undefined;
    }
    changed = result.text;
  }
  return changed;
}

const SHOWN_VALUES = 10;

function makeReplacer({
  values,
  otherwise = 'keep',
}: MadeValue): ((text: string, note: (fault: ValueFault) => void) => string | undefined) | undefined {
  if (values === undefined) return undefined;
  const known = new Map(Object.entries(values).map(([from, to]) => [from.trim(), to.trim()]));
  const list = [...known.keys()].filter((key) => key !== '');
  const expected = `one of the values of the mapping (${list.slice(0, SHOWN_VALUES).join(', ')}${list.length > SHOWN_VALUES ? ', …' : ''})`;
  return (text, note) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (text === '' || otherwise === 'keep') return text;
    if (otherwise === 'empty') return '';
    note({ code: 'value_unmapped', text, expected });
    return undefined;
  };
}

function makeReader(from: ValueOrigin, columns: readonly string[]): Evaluate {
  switch (from.kind) {
    case 'column':
      return makeCellReader(from.at, columns);
    case 'constant': {
      const made = { text: from.text.trim(), column: '', value: from.text };
      return () => made;
    }
    case 'join': {
      const parts = from.parts.map((part) => makeEvaluator(part, columns));
      return (cells, note) =>
        join(
          parts.map((part) => part(cells, note)),
          from.separator,
        );
    }
    case 'first': {
      const parts = from.parts.map((part) => makeEvaluator(part, columns));
      return (cells, note) => takeFirst(parts, cells, note);
    }
  }
}

function makeCellReader(at: number, columns: readonly string[]): Evaluate {
  const column = columns[at] ?? '';
  const toText = makeTextReader(columns);
  return (cells) => {
    const value = cells[at] ?? '';
    return { text: toText(value).trim(), column, value };
  };
}

/** It came from the column of the first part that is not empty, as a name in two parts does. */
function join(parts: readonly MadeText[], separator: string): MadeText {
  const missing = parts.find(({ text }) => text === NULL_MARKER);
  if (missing !== undefined) return missing;
  const filled = parts.filter(({ text }) => text !== '');
  const [first] = filled.some(({ column }) => column !== '')
    ? filled.filter(({ column }) => column !== '')
    : parts;
  return {
    text: filled.map(({ text }) => text).join(separator),
    column: first?.column ?? '',
    value: filled.map(({ value }) => value).join(separator),
  };
}

function takeFirst(
  parts: readonly Evaluate[],
  cells: readonly string[],
  note: (fault: ValueFault) => void,
): MadeText {
  let empty: MadeText | undefined;
  for (const part of parts) {
    const made = part(cells, note);
    if (made.text !== '') return made;
    empty ??= made;
  }
  return empty ?? { text: '', column: '', value: '' };
}
