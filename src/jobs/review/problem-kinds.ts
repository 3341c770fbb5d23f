/** The kinds of problems that Fix lists, each with its columns and what can be done about it. */
import { CODES } from '../../core/codes.js';
import type { KindCount } from '../../journal/review/problems.js';
import type { KindsAnswer, ProblemKind } from './answers/fix.js';
import { toKindTitle } from './kind-titles.js';
import { toProblemMark, toProblemSeverity } from './problem-look.js';
import type { ReviewStore } from './store.js';

/** Kinds that are listed. */
const MOST_KINDS = 200;

export function toKindsAnswer(store: ReviewStore): KindsAnswer {
  const { problems, revision } = store;
  const byKind = new Map<string, KindCount[]>();
  for (const count of problems.listKinds()) {
    const name = `${count.severity} ${count.kind}`;
    byKind.set(name, [...(byKind.get(name) ?? []), count]);
  }
  const kinds = [...byKind.values()].map((counts) => toKind(store, counts));
  kinds.sort((a, b) => Number(a.severity === 'look') - Number(b.severity === 'look') || b.rows - a.rows);
  return { revision, kinds: kinds.slice(0, MOST_KINDS) };
}

function toKind(store: ReviewStore, counts: readonly KindCount[]): ProblemKind {
  const { columns } = store.require('source');
  const { kind = 'name_missing', severity = 'error' } = counts[0] ?? {};
  const sum = (of: (count: KindCount) => number): number => counts.reduce((all, count) => all + of(count), 0);
  return {
    kind,
    severity: toProblemSeverity(severity),
    mark: toProblemMark(kind),
    title: toKindTitle(kind),
    rows: counts.length === 1 ? sum(({ cells }) => cells) : store.problems.countRowsOfKind(kind),
    cells: sum(({ cells }) => cells),
    acceptable: sum(({ acceptable }) => acceptable),
    columns: counts.map(({ at, cells, acceptable }) => ({
      at,
      name: columns[at] ?? '',
      cells,
      acceptable,
    })),
    remedy: CODES[kind].remedy,
  };
}
