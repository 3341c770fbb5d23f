/** The fields of a row that the mapping makes. */
import type { CellOrigin, MappingFault } from '../../core/made-value.js';
import type { MappedRow, Mapping } from '../../core/types.js';
import { makeEvaluator, type Evaluate, type MadeText } from './evaluate.js';

/** Where made values came from, and what could not be made. */
interface Trace {
  readonly origins: Map<string, CellOrigin>;
  readonly faults: MappingFault[];
}

type OpenRow = Pick<MappedRow, 'fields'> & { metaData: ReadonlyMap<string, string> };

/** Adds a field to a row. */
export type FieldMaker = (row: OpenRow, cells: readonly string[], trace: Trace) => void;

/** Makers of all fields that the mapping makes, except halves of the name. */
export function makeMadeFields({ made = [], columns }: Mapping): readonly FieldMaker[] {
  const makers: FieldMaker[] = [];
  const keys: { readonly key: string; readonly make: Make }[] = [];
  for (const { target, value } of made) {
    const evaluate = makeEvaluator(value, columns);
    if (target.kind === 'field') {
      const make = traced(target.field, evaluate);
      makers.push((row, cells, trace) => (row.fields[target.field] = make(cells, trace).text));
    } else if (target.kind === 'metaData') {
      keys.push({ key: target.key, make: traced(`metaData.${target.key}`, evaluate) });
    }
  }
  if (keys.length === 0) return makers;
  const addKeys: FieldMaker = (row, cells, trace) => {
    const entries = keys.map(({ key, make }) => [key, make(cells, trace).text] as const);
    row.metaData = new Map([...row.metaData, ...entries]);
  };
  return [...makers, addKeys];
}

type Make = (cells: readonly string[], trace: Trace) => MadeText;

function traced(field: string, evaluate: Evaluate): Make {
  return (cells, { origins, faults }) => {
    const made = evaluate(cells, (fault) => faults.push({ ...fault, field }));
    origins.set(field, made);
    return made;
  };
}

/** The name, if the mapping makes a half of it: first and last, joined by one space. No maker if it makes neither. */
export function makeMadeName({ uses, made = [], columns }: Mapping): readonly FieldMaker[] {
  if (!made.some(({ target }) => target.kind.endsWith('_name'))) return [];
  const halves = (['first_name', 'last_name'] as const).flatMap((kind): Evaluate[] => {
    const value = made.find(({ target }) => target.kind === kind)?.value;
    if (value !== undefined) return [makeEvaluator(value, columns)];
    const at = uses.findIndex((use) => use.kind === kind);
    return at < 0 ? [] : [makeEvaluator({ from: { kind: 'column', at } }, columns)];
  });
  const join = makeJoin(halves);
  return [
    (row, cells, { origins, faults }) => {
      const name = join(cells, (fault) => faults.push({ ...fault, field: 'name' }));
      row.fields.name = name.text;
      origins.set('name', name);
    },
  ];
}

function makeJoin(parts: readonly Evaluate[]): Evaluate {
  return (cells, note) => {
    const all = parts.map((part) => part(cells, note));
    const filled = all.filter(({ text }) => text !== '');
    const shown = filled.length === 0 ? all : filled;
    return {
      text: filled.map(({ text }) => text).join(' '),
      column: shown.find(({ column }) => column !== '')?.column ?? '',
      value: shown.map(({ value }) => value.trim()).join(' '),
    };
  };
}
