/**
 * What lists of runs need of a run, in a small file beside its journal: opening a thousand journals takes seconds. The file
 * is believed only while the journal is the very file that it was when the card was written, so it is never out of date.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Summary } from '../../record/summary/summary.js';
import type { RunFacts } from './facts.js';

/** Hidden, because it says nothing that `summary.json` does not. */
const CARD_NAME = '.run.json';

export interface RunCard {
  /** Ms since the epoch; null: the run was killed before it said so. */
  readonly startedAt: number | null;
  readonly endpoint: string | null;
  /** Null until it is read. */
  readonly source: RunFacts['source'] | null;
  /** All rows of the source, and no undo of another run. */
  readonly isWhole: boolean;
  /** Of the last session that came to its end; null: none has. */
  readonly summary: Summary | null;
  /** Whether the last session came to its end. Null: made by an older program, which did not say so. */
  readonly hasEnded: boolean | null;
}

interface StoredCard {
  readonly journal: string;
  readonly card: RunCard;
}

/** The facts of a run, as its journal has them. */
export function toRunCard(get: <Key extends keyof RunFacts>(key: Key) => RunFacts[Key] | undefined): RunCard {
  return {
    startedAt: get('startedAt') ?? null,
    endpoint: get('endpoint') ?? null,
    source: get('source') ?? null,
    isWhole: get('options')?.limit === undefined && get('undoOf') === undefined,
    summary: (get('summary') as Summary | undefined) ?? null,
    hasEnded: get('hasEnded') ?? null,
  };
}

/** Must be called when the journal is closed. A card that can't be written is not missed: the journal has everything. */
export function writeRunCard(folder: string, journalPath: string, card: RunCard): void {
  try {
    const journal = toStamp(journalPath);
    if (journal === undefined) return;
    writeFileSync(join(folder, CARD_NAME), JSON.stringify({ journal, card } satisfies StoredCard), {
      mode: 0o600,
    });
  } catch {
    // A full disk: the next list opens the journal.
  }
}

/** Undefined without a card, or if the journal has changed since it was written. */
export function readRunCard(folder: string, journalPath: string): RunCard | undefined {
  try {
    const { journal, card } = JSON.parse(readFileSync(join(folder, CARD_NAME), 'utf8')) as StoredCard;
    return journal === toStamp(journalPath) ? card : undefined;
  } catch {
    return undefined;
  }
}

/** Tells a file from what becomes of it later, and from its copies. Undefined while something waits in its log. */
function toStamp(journalPath: string): string | undefined {
  const log = statSync(`${journalPath}-wal`, { throwIfNoEntry: false });
  if (log !== undefined && log.size > 0) return undefined;
  const { ino, size, mtimeNs } = statSync(journalPath, { bigint: true });
  return [ino, size, mtimeNs].join(' ');
}
