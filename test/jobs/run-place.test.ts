import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunEvent } from '../../src/core/events.js';
import { toNewPlace, toPresentPlace, type RunPlaceFacts } from '../../src/jobs/run/run-place.js';
import { Journal } from '../../src/journal/journal.js';
import { ManualClock } from '../api/manual-clock.js';
import { makeFolder } from '../support/program.js';

const clock = new ManualClock();

function toJournalPath(folder: string): string {
  return join(folder, 'journal.sqlite');
}

/** A run's folder whose journal knows its place. */
function makeRun(): string {
  const folder = join(makeFolder(), 'r');
  mkdirSync(folder);
  const journal = Journal.open(toJournalPath(folder), { create: true, clock });
  journal.info.set('place', toNewPlace(folder, toJournalPath(folder)));
  journal.close();
  return folder;
}

/** Opens the run in that folder as a resume does. */
function resume(folder: string): { readonly place: RunPlaceFacts; readonly events: readonly RunEvent[] } {
  const events: RunEvent[] = [];
  const journalPath = toJournalPath(folder);
  const journal = Journal.open(journalPath, { create: false, clock });
  try {
    const kept = journal.info.get('place') as RunPlaceFacts | undefined;
    const options = { clock, emit: (event: RunEvent) => events.push(event) };
    const place = toPresentPlace('r', kept, { folder, journalPath }, options);
    journal.info.set('place', place);
    return { place, events };
  } finally {
    journal.close();
  }
}

function copy(folder: string): string {
  const to = join(makeFolder(), 'copy');
  cpSync(folder, to, { recursive: true });
  return to;
}

/** Root may look into every folder. */
function asUserWithoutRights<T>(work: () => T): T {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

const COPIED = expect.objectContaining({ code: 'run_copied' }) as Error;

describe('the place of a run', () => {
  it('stays while its folder stays', () => {
    const folder = makeRun();
    const first = resume(folder);
    expect(resume(folder)).toEqual({ place: first.place, events: [] });
  });

  it('is no other one by way of a link to its folder', () => {
    const folder = makeRun();
    const link = join(makeFolder(), 'link');
    symlinkSync(folder, link);
    expect(resume(link).place.folder).toBe(folder);
  });

  it('of a copy beside the original is refused, and both folders are named', () => {
    const folder = makeRun();
    const other = copy(folder);
    expect(() => resume(other)).toThrow(
      expect.objectContaining({
        code: 'run_copied',
        message: `The run r in ${other} is a copy of the one in ${folder}, which is still there.`,
      }),
    );
    expect(resume(folder).place.folder).toBe(folder);
  });

  it('of a run that was moved is the new one, and a copy made before is refused from then on', () => {
    const folder = makeRun();
    const moved = join(makeFolder(), 'moved');
    renameSync(folder, moved);
    const { place, events } = resume(moved);
    expect(place.folder).toBe(moved);
    expect(events).toEqual([]);
    const later = copy(moved);
    expect(() => resume(later)).toThrow(COPIED);
  });

  it('of a copy whose original is gone is the new one, with a note', () => {
    const folder = makeRun();
    const other = copy(folder);
    rmSync(folder, { recursive: true });
    const { place, events } = resume(other);
    expect(place.folder).toBe(other);
    expect(events).toEqual([
      {
        type: 'note',
        message: `The journal of the run r was copied to ${other}. Resume this copy only.`,
      },
    ]);
    expect(resume(other).events).toEqual([]);
  });

  it('is free for a copy where another run has taken the folder of the original', () => {
    const folder = makeRun();
    const moved = join(makeFolder(), 'moved');
    renameSync(folder, moved);
    renameSync(makeRun(), folder);
    expect(resume(moved).place.folder).toBe(moved);
  });

  it('of a copy is refused beside an original that can not be read', () => {
    const folder = makeRun();
    const other = copy(folder);
    writeFileSync(toJournalPath(folder), 'not a journal, but it may have been one of this run'.repeat(50));
    expect(() => resume(other)).toThrow(COPIED);
  });

  it('of a copy is refused where the folder of the original may not be looked into', () => {
    const folder = makeRun();
    const other = copy(folder);
    chmodSync(dirname(other), 0o777);
    chmodSync(other, 0o777);
    for (const name of readdirSync(other)) chmodSync(join(other, name), 0o666);
    chmodSync(dirname(folder), 0);
    onTestFinished(() => chmodSync(dirname(folder), 0o700));
    expect(() => asUserWithoutRights(() => resume(other))).toThrow(
      expect.objectContaining({
        code: 'run_copied',
        message: `The run r in ${other} is a copy of the one in ${folder}, and this user may not look whether that one is still there.`,
        hint: `Use the original, or look as a user who may see ${folder}.`,
      }),
    );
    chmodSync(dirname(folder), 0o700);
    rmSync(folder, { recursive: true });
    chmodSync(dirname(folder), 0o755);
    expect(asUserWithoutRights(() => resume(other)).place.folder).toBe(other);
  });

  it('is given to a run of an older program when it is resumed', () => {
    const folder = makeRun();
    const journal = Journal.open(toJournalPath(folder), { create: false, clock });
    journal.file.exec(`DELETE FROM run WHERE key = 'place'`);
    journal.close();
    const { place } = resume(folder);
    expect(place.identity).toMatch(/^[0-9a-f]{32}$/);
    const other = copy(folder);
    expect(() => resume(other)).toThrow(COPIED);
    expect(existsSync(toJournalPath(other))).toBe(true);
  });
});
