import { describe, expect, it } from 'vitest';
import { PLAIN_LOOK, type Look } from '../../src/record/summary/look.js';
import { toSummaryText } from '../../src/record/summary/summary-text.js';
import { toSummary, type SummaryParts } from '../../src/record/summary/to-summary.js';

const parts: SummaryParts = {
  command: 'import',
  runId: 'run-1',
  runDir: 'reports/run-1',
  source: { path: 'customers.csv', sha256: 'ab12', rows: 1203 },
  mode: 'TEST',
  baseUrl: 'http://127.0.0.1:4010',
  startedAt: 0,
  finishedAt: 4210,
  counts: { created: 1200, invalid: 2, failed: 1 },
};

describe('toSummaryText', () => {
  it('shows an import at a glance', () => {
    const text = toSummaryText(
      toSummary({
        ...parts,
        addresses: { created: 1199, failed: 1 },
        issues: [
          {
            code: 'email_invalid',
            severity: 'error',
            count: 12,
            example: { row: 7, line: 9, column: 'E-mail', message: 'The email is not an address.' },
          },
          {
            code: 'column_unknown',
            severity: 'warning',
            count: 1,
            example: { row: 0, line: 1, column: 'Colour', message: 'The column names no field.' },
          },
        ],
        errors: [
          { code: 'email_invalid', count: 2, example: { row: 7, message: 'The email is not an address.' } },
          { code: 'address_failed', count: 1, example: { row: 20, message: 'The API said\nno\u001b[31m.' } },
        ],
        requests: { total: 2402, retried: 3, throttled: 2, p50Ms: 12.5, p95Ms: 40, perSecond: 570.5 },
      }),
      ['reports/run-1/results.csv', 'reports/run-1/rejected.csv'],
      { ...PLAIN_LOOK, isVerbose: true },
    );
    expect(text).toBe(
      `Imported customers.csv (TEST at http://127.0.0.1:4010), run run-1

Rows
  created  1,200
  invalid      2
  failed       1
  total    1,203

Addresses: 1,199 created, 1 failed

Errors
  12 x  email_invalid
      first: row 7 (line 9), E-mail: The email is not an address.
      to do: Correct the email.
   1 x  address_failed
      first: row 20: The API said no [31m.
      to do: Run \`resume <run> --failed\`.

Warnings
  1 x  column_unknown
      first: header, Colour: The column names no field.
      to do: Rename it, map it with --map FIELD=COLUMN, or pass --unknown-columns ignore or metadata. \`bitpowr-bulk map FILE\` proposes a mapping.

Requests: 2,402 in 4.2 s; 570.5 per second; half within 12.5 ms, 95 % within 40 ms; 3 repeated; throttled 2 x

Files
  reports/run-1/results.csv
  reports/run-1/rejected.csv
`,
    );
  });

  it('says why a run stopped and how to go on', () => {
    const text = toSummaryText(
      toSummary({
        ...parts,
        counts: { created: 3, pending: 1200 },
        stopped: { reason: 'too_many_errors', message: '5 rows failed, as many as --max-errors allows.' },
        resume: 'bitpowr-bulk resume run-1',
      }),
      [],
    );
    expect(text).toBe(
      `Stopped on the way through customers.csv (TEST at http://127.0.0.1:4010), run run-1

Rows
  created      3
  pending  1,200
  total    1,203

Stopped (too_many_errors): 5 rows failed, as many as --max-errors allows.
To do: Check results.csv, then resume.
To continue:
  bitpowr-bulk resume run-1
`,
    );
  });

  it('says that only the addresses are left where every row is done', () => {
    const text = toSummaryText(
      toSummary({
        ...parts,
        source: { ...parts.source, rows: 3 },
        counts: { created: 3 },
        stopped: { reason: 'budget_reached', message: 'All 7 requests were sent.' },
        resume: 'bitpowr-bulk resume run-1',
      }),
      [],
    );
    expect(text).toContain(
      `Every row is done. What is left is to compare the addresses of this run with the API’s list.
To continue:
  bitpowr-bulk resume run-1
`,
    );
  });

  it('says the same with colours, marks and links, and keeps figures of requests for --verbose', () => {
    const summary = toSummary({
      ...parts,
      requests: { total: 9, retried: 0, throttled: 0, p50Ms: 1, p95Ms: 2, perSecond: 3 },
      next: [{ does: 'sends the failed rows again', command: 'bitpowr-bulk resume run-1 --failed' }],
    });
    const plain = toSummaryText(summary, ['reports/a.csv']);
    expect(plain).not.toContain('Requests');
    expect(plain).toContain('This sends the failed rows again:\n  bitpowr-bulk resume run-1 --failed\n');
    const look: Look = {
      isVerbose: false,
      paint: (tone, text) => `<${tone}>${text}</>`,
      link: (path) => `<link>${path}</>`,
      mark: (mark, line) => mark + line.slice(1),
    };
    const shown = toSummaryText(summary, ['reports/a.csv'], look);
    expect(shown).toContain(
      '<good>+ created  1,200</>\n<bad>! invalid      2</>\n<bad>x failed       1</>\n',
    );
    const none = toSummaryText(toSummary({ ...parts, command: 'validate', counts: {} }), [], look);
    expect(none).toMatch(/^ {2}invalid +0$/m);
    expect(shown.replace(/<[^>]*>/g, '').replace(/^[+!x] /gm, '  ')).toBe(plain);
  });

  it('says that a dry run changed nothing', () => {
    const text = toSummaryText(toSummary({ ...parts, dryRun: true, counts: { would_create: 1203 } }), []);
    expect(text).toBe(
      `Planned the import of customers.csv (TEST at http://127.0.0.1:4010), run run-1
Dry run: nothing was sent that changes anything.

Rows
  would_create  1,203
  total         1,203
`,
    );
  });

  it('advises nothing where a plan has nothing to do', () => {
    const plan = { apply: 'bitpowr-bulk apply run-1', requests: 0, durationMs: 0 };
    const text = toSummaryText(toSummary({ ...parts, dryRun: true, counts: { unchanged: 1203 }, plan }), []);
    expect(text).toContain('Nothing would change: there is nothing to apply.');
    expect(text).not.toContain('bitpowr-bulk apply');
  });

  it('shows a validation as valid and invalid rows, without a server', () => {
    const local = { ...parts, mode: null, baseUrl: null };
    const text = toSummaryText(toSummary({ ...local, command: 'validate', counts: { invalid: 3 } }), []);
    expect(text).toBe(
      `Checked customers.csv, run run-1

Rows
  valid    1,200
  invalid      3
  total    1,203
`,
    );
  });

  it.each([
    [850, '850 ms'],
    [59_949, '59.9 s'],
    [59_951, '1 min 0 s'],
    [185_000, '3 min 5 s'],
    [7_860_000, '2 h 11 min'],
  ])('puts %i ms as %s', (durationMs, words) => {
    const requests = { total: 1, retried: 0, throttled: 0, p50Ms: 1, p95Ms: 1, perSecond: 1 };
    const look = { ...PLAIN_LOOK, isVerbose: true };
    expect(toSummaryText(toSummary({ ...parts, durationMs, requests }), [], look)).toContain(
      `Requests: 1 in ${words};`,
    );
  });
});
