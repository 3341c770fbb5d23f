/** Rejects options that do not apply to this kind of source, so that a mistake is noticed. */
import { BulkError } from '../core/errors.js';
import type { ReadOptions } from './options.js';

export type SourceKind = 'text' | 'workbook' | 'json' | 'sqlite';

/** One of them, and all of them. */
const WORDS: Readonly<Record<SourceKind, readonly [string, string]>> = {
  text: ['text', 'text'],
  workbook: ['a workbook', 'workbooks'],
  json: ['JSON', 'JSON'],
  sqlite: ['a SQLite database', 'SQLite databases'],
};

interface Applicability {
  readonly flag: string;
  readonly to: readonly SourceKind[];
  readonly isGiven: (options: ReadOptions) => boolean;
}

const OPTIONS: readonly Applicability[] = [
  { flag: '--delimiter', to: ['text'], isGiven: ({ delimiter }) => delimiter !== undefined },
  { flag: '--encoding', to: ['text', 'json'], isGiven: ({ encoding }) => encoding !== undefined },
  { flag: '--dialect', to: ['text'], isGiven: ({ dialect }) => dialect !== undefined },
  { flag: '--escape', to: ['text'], isGiven: ({ escape }) => escape !== undefined },
  { flag: '--comment', to: ['text'], isGiven: ({ comment }) => comment !== undefined },
  { flag: '--header-row', to: ['text', 'workbook'], isGiven: ({ headerRow }) => headerRow !== undefined },
  { flag: '--no-header', to: ['text', 'workbook'], isGiven: ({ header }) => header === false },
  { flag: '--sheet', to: ['workbook'], isGiven: ({ sheet }) => sheet !== undefined },
  { flag: '--query', to: ['sqlite'], isGiven: ({ query }) => query !== undefined },
];

/** Throws `config_invalid` if an option is given that means nothing for this kind of source. */
export function assertApplicable(name: string, kind: SourceKind, options: ReadOptions): void {
  const wrong = OPTIONS.find(({ to, isGiven }) => !to.includes(kind) && isGiven(options));
  if (wrong === undefined) return;
  const [one, all] = WORDS[kind];
  throw new BulkError('config_invalid', `${name} is ${one}, and ${wrong.flag} does not apply to ${all}.`, {
    hint: `Leave ${wrong.flag} out, or give a source of another kind.`,
  });
}
