import { describe, expect, it } from 'vitest';
import { BulkError } from '../../src/core/errors.js';
import { isWanted, toNotification, toOutcome } from '../../src/notify/notification.js';
import { notificationSchema } from '../../src/notify/schema.js';
import { EXPORTED, makeComparison, makeEnd, makeSummary, PERSONAL, SENDER } from './support.js';

const STOPPED = { reason: 'credential_rejected', message: PERSONAL } as const;

const ENDS = {
  import: makeEnd({ summary: makeSummary() }),
  plan: makeEnd({
    exitCode: 0,
    summary: makeSummary({
      dryRun: true,
      counts: { would_create: 3 },
      plan: { requests: 3, durationMs: 9, apply: 'bitpowr-bulk apply a' },
    }),
  }),
  stopped: makeEnd({
    exitCode: 3,
    summary: makeSummary({
      counts: { created: 1, pending: 2 },
      stopped: STOPPED,
      resume: 'bitpowr-bulk resume a',
    }),
  }),
  drift: makeEnd({ command: 'reconcile', summary: makeComparison(4) }),
  inStep: makeEnd({ command: 'reconcile', exitCode: 0, summary: makeComparison(1) }),
  export: makeEnd({ command: 'export', source: EXPORTED.output, exported: EXPORTED }),
  refused: makeEnd({ exitCode: 2, error: new BulkError('header_missing', PERSONAL, { hint: PERSONAL }) }),
  locked: makeEnd({
    exitCode: 4,
    error: new BulkError('run_locked', PERSONAL),
    run: { runId: 'a', runDir: '/r/a' },
  }),
  unreachable: makeEnd({ exitCode: 3, error: new BulkError('server_unreachable', PERSONAL) }),
  crash: makeEnd({ exitCode: 3, error: new TypeError(PERSONAL), run: { runId: 'a', runDir: '/r/a' } }),
};

describe('toNotification', () => {
  it.each(Object.entries(ENDS))(
    'of %s keeps to the schema, and has nothing that a row or a server said',
    (_name, end) => {
      const notification = toNotification(end, SENDER);
      expect(notificationSchema.parse(notification)).toEqual(notification);
      expect(JSON.stringify(notification)).not.toMatch(/Plantagenet|planted/);
    },
  );

  it('has the figures of a run, its codes without examples, and where its files are', () => {
    const { id, data } = toNotification(ENDS.import, SENDER);
    expect(id).toBe('evt_1');
    expect(data).toMatchObject({
      host: 'db1',
      source: 'today.csv',
      runId: '20261126-020000-ab12',
      runDir: '/srv/reports/20261126-020000-ab12',
      mode: 'LIVE',
      rows: 3,
      counts: { created: 2, invalid: 1 },
      issues: [
        { code: 'email_invalid', severity: 'error', count: 1 },
        { code: 'rule_violated', severity: 'warning', count: 5 },
      ],
      errors: [{ code: 'email_invalid', count: 1 }],
      requests: { total: 9, retried: 1, throttled: 2 },
      error: null,
      nextCommand: null,
    });
  });

  it('has what a comparison found, and the command that corrects it', () => {
    expect(toNotification(ENDS.drift, SENDER).data).toMatchObject({
      reconcile: { remoteCustomers: 20, complete: true, drift: 4, allowedDrift: 1, new: 2, gone: 3 },
      nextCommand: 'bitpowr-bulk import fixup.csv',
    });
  });

  it('has what an export has', () => {
    expect(toNotification(ENDS.export, SENDER).data).toMatchObject({
      source: 'customers.csv',
      counts: null,
      export: { customers: 150, addresses: 7, transactions: null, complete: false },
    });
  });

  it('says why a run stopped or could not begin in the words of the code', () => {
    const toError = (end: (typeof ENDS)[keyof typeof ENDS]) => toNotification(end, SENDER).data.error;
    expect(toError(ENDS.stopped)?.code).toBe('credential_rejected');
    expect(toError(ENDS.refused)?.code).toBe('header_missing');
    expect(toError(ENDS.crash)?.code).toBeNull();
    expect(toNotification(ENDS.locked, SENDER).data).toMatchObject({ runId: 'a', runDir: '/r/a' });
    expect(toNotification(ENDS.stopped, SENDER).data.nextCommand).toBe('bitpowr-bulk resume a');
    expect(toNotification(ENDS.plan, SENDER).data.nextCommand).toBe('bitpowr-bulk apply a');
  });
});

describe('toOutcome and isWanted', () => {
  it.each([
    ['import', 'completed_with_errors', ['always', 'failure']],
    ['plan', 'succeeded', ['always']],
    ['inStep', 'succeeded', ['always']],
    ['stopped', 'stopped', ['always', 'failure']],
    ['unreachable', 'stopped', ['always', 'failure']],
    ['drift', 'drift', ['always', 'failure', 'drift']],
    ['export', 'completed_with_errors', ['always', 'failure']],
    ['refused', 'refused', ['always', 'failure']],
    ['locked', 'refused', ['always', 'failure']],
    ['crash', 'crashed', ['always', 'failure']],
  ] as const)('take %s for %s, wanted by --notify-on %j', (name, outcome, wanted) => {
    expect(toOutcome(ENDS[name])).toBe(outcome);
    expect((['always', 'failure', 'drift'] as const).filter((on) => isWanted(on, outcome))).toEqual(wanted);
  });
});
