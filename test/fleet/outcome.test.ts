import { describe, expect, it } from 'vitest';
import { BulkError } from '../../src/core/errors.js';
import { JOB_FORMAT, readJob } from '../../src/fleet/job.js';
import { RunTaken } from '../../src/fleet/lease.js';
import { toOutcome } from '../../src/fleet/outcome.js';
import { toTokenKey } from '../../src/fleet/queue.js';

const JOB = {
  format: JOB_FORMAT,
  command: 'export',
  credential: 'acme',
  baseUrl: 'https://api.example.com',
  options: { output: 'all.csv' },
};

describe('readJob', () => {
  it('takes what this program queued', () => {
    expect(readJob(JOB)).toEqual(JOB);
  });

  it('refuses the job of a newer program as such, and what is not a job', () => {
    expect(() => readJob({ ...JOB, format: JOB_FORMAT + 1, command: 'dance' })).toThrow(
      expect.objectContaining({ code: 'queue_newer' }) as Error,
    );
    expect(() => readJob({ ...JOB, command: 'dance' })).toThrow(
      expect.objectContaining({ code: 'job_damaged' }) as Error,
    );
    const option = { ...JOB, options: { ...JOB.options, danceTwice: true } };
    expect(() => readJob(option)).toThrow(
      expect.objectContaining({
        code: 'queue_newer',
        message: expect.stringContaining('--dance-twice') as string,
      }) as Error,
    );
    expect(() => readJob(null)).toThrow(expect.objectContaining({ code: 'job_damaged' }) as Error);
  });
});

describe('toOutcome', () => {
  it.each([
    'credential_rejected',
    'credential_missing',
    'config_invalid',
    'source_changed',
    'job_damaged',
  ] as const)('gives %s to a person at once', (code) => {
    const outcome = toOutcome({ error: new BulkError(code, 'No.') }, false);
    expect(outcome).toMatchObject({ kind: 'dead', reason: { code } });
  });

  it.each(['server_unreachable', 'store_unreachable', 'queue_newer'] as const)(
    'tries again after %s, unless it was the last time',
    (code) => {
      const error = new BulkError(code, 'No.');
      expect(toOutcome({ error }, false)).toMatchObject({ kind: 'later', isEnded: false, reason: { code } });
      expect(toOutcome({ error }, true)).toMatchObject({ kind: 'dead', reason: { code } });
    },
  );

  it('tries again after an error of its own', () => {
    expect(toOutcome({ error: new TypeError('x is not a function') }, false)).toEqual({
      kind: 'later',
      isEnded: false,
      reason: { code: 'crash', message: 'x is not a function' },
    });
  });

  it('leaves a run to the worker that has taken it over', () => {
    expect(toOutcome({ error: new RunTaken('night') }, true)).toEqual({ kind: 'taken_over' });
  });

  it('is done with a run that has ended, before or now, and passes on one that was interrupted', () => {
    expect(toOutcome({ end: { kind: 'ended_before' } }, false)).toEqual({ kind: 'done' });
    expect(toOutcome({ end: { kind: 'handed_over' } }, true)).toEqual({ kind: 'handed_over' });
    const early = new BulkError('interrupted', 'The run was interrupted while the source was read.');
    expect(toOutcome({ error: early }, true)).toEqual({ kind: 'handed_over' });
  });
});

it('a token has one key for all its jobs, and no other token has it', () => {
  const keys = [
    toTokenKey(readJob(JOB)),
    toTokenKey(readJob({ ...JOB, command: 'export', options: {} })),
    toTokenKey(readJob({ ...JOB, credential: 'bolt' })),
    toTokenKey(readJob({ ...JOB, baseUrl: 'https://other.example.com' })),
  ];
  expect(keys[0]).toBe(keys[1]);
  expect(new Set(keys).size).toBe(3);
});
