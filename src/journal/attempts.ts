/** The requests that rows have sent, each with its end. */
import type { AttemptNote } from '../core/journal-port.js';
import type { Step } from '../core/types.js';
import { toStorable } from './ingest.js';
import type { SqlFile } from './open.js';

export class Attempts {
  readonly #begin;
  readonly #end;
  readonly #look;
  readonly #lastResult;
  readonly #open;

  constructor(file: SqlFile) {
    const next = '(SELECT 1 + coalesce(max(number), 0) FROM attempts WHERE row = ?)';
    this.#begin = file.prepare(
      `INSERT INTO attempts (row, number, step, started_at, body) VALUES (?, ${next}, ?, ?, ?)`,
    );
    this.#end = file.prepare(
      `UPDATE attempts SET ended_at = ?, http_status = ?, result = ?, message = ?
       WHERE row = ? AND number = (SELECT max(number) FROM attempts WHERE row = ? AND step <> 'look')`,
    );
    this.#look = file.prepare(
      `INSERT INTO attempts (row, number, step, started_at, ended_at, result) VALUES (?, ${next}, 'look', ?, ?, ?)`,
    );
    this.#lastResult = file.prepare(
      'SELECT result FROM attempts WHERE row = ? AND step = ? ORDER BY number DESC LIMIT 1',
    );
    this.#open = file.prepare(
      `SELECT 1 FROM attempts WHERE row = ? AND step = ? AND (result IS NULL OR result IN ('unsure', 'accepted')) LIMIT 1`,
    );
  }

  /** Writes the beginning or the end of a request; must run within a transaction. */
  note(row: number, nowMs: number, note: AttemptNote): void {
    switch (note.kind) {
      case 'begin':
        this.#begin.run([row, row, note.step, nowMs, JSON.stringify(note.body)]);
        return;
      case 'end':
        this.#end.run([nowMs, note.httpStatus ?? null, note.result, toStorable(note.message), row, row]);
        return;
      case 'look':
        this.#look.run([row, row, nowMs, nowMs, note.result]);
        return;
    }
  }

  /** Whether the last request of this kind has a successful answer without a record. */
  wasAccepted(row: number, step: Step): boolean {
    return this.#lastResult.get<{ result: string }>([row, step])?.result === 'accepted';
  }

  /** Whether a request of this kind has an end that says nothing of its effect, or no end. */
  mayHaveTaken(row: number, step: Step): boolean {
    return this.#open.get([row, step]) !== undefined;
  }
}
