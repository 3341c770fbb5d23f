/** Options of one command each: validate, map, export, reconcile, doctor, show, review, sandbox. */
import { FIRST_CHANGES } from '../../core/changes.js';
import { LAST } from '../../core/last.js';
import { once } from '../../core/once.js';
import { VENDOR_PROFILE_NAME } from '../../core/vendor-profile.js';
import { COMPARED_LIST, comparedFields, FIELD_LIST, fieldList } from './field-lists.js';
import { flag, inGroup, option, requiredOption } from './option.js';
import { count, matching, moment, port, rowNumber, rowQuota, text, withCommas } from './values.js';

export const VALIDATE = inGroup('Validate', {
  annotate: option(matching(/.\.[xX][lL][sS][xX]$/, 'the path of a file that ends in .xlsx'), {
    valueName: 'FILE.xlsx',
    isPath: true,
    help: 'FILE.xlsx: write the source as a spreadsheet, faulty cells coloured, with a comment on each',
  }),
  maxIssues: option(count(), {
    valueName: 'N',
    help: 'List at most N issues in issues.csv; all are counted',
    absent: 'all',
  }),
});

export const MAP = inGroup('Map', {
  output: option(text('the name of a file, or -'), {
    valueName: 'FILE',
    isPath: true,
    help: 'File for the mapping; - for stdout',
    absent: 'mapping.json',
  }),
  force: flag('Overwrite a file that is there'),
});

export const EXPORT = inGroup('Export', {
  output: requiredOption(text('the name of a file, or -'), {
    valueName: 'FILE',
    isPath: true,
    help: 'File to write: .csv, .ndjson or .xlsx, each also .gz; - for stdout (CSV)',
  }),
  fields: option(fieldList, {
    valueName: 'FIELDS',
    help: 'Only these columns, such as uid,email,address.city,metaData.plan',
    absent: 'all',
    inFile: withCommas(fieldList, FIELD_LIST),
  }),
  addresses: flag('With the addresses of each customer'),
  transactions: option(text('the name of a file'), {
    valueName: 'FILE',
    isPath: true,
    help: 'File for the transactions of all customers',
  }),
  createdAfter: option(moment, {
    valueName: 'TIME',
    help: 'Only customers created on this day or later (2026-11-22), or after a time',
  }),
  includeDeleted: flag('With the deleted customers that the API still lists'),
});

export const RECONCILE = inGroup('Reconcile', {
  /** An export that stands for the remote. */
  against: option(text('a file'), {
    valueName: 'FILE',
    isPath: true,
    help: 'Compare with this file that `export` wrote (.csv, .ndjson, .xlsx, also .gz), not with the API',
  }),
  ignore: requiredOption(
    once(() => comparedFields().default([])),
    {
      valueName: 'FIELDS',
      help: 'Fields not compared, such as description,address,metaData.plan',
      inFile: withCommas(comparedFields, COMPARED_LIST),
    },
  ),
  addresses: flag('Find customers without a deposit address as well'),
  maxDrift: option(rowQuota({ allowsZero: true }), {
    valueName: 'N|N%',
    help: 'Drift that is no reason for status 1 (10, or 0.5% of the source)',
    default: '0',
  }),
  /** `last`: the newest run of the same source. */
  previous: option(text('a run, or last'), {
    valueName: 'RUN|last',
    suggestions: [LAST],
    help: 'Run, or last: say what is new since that comparison, and what is gone',
  }),
});

export const DOCTOR = inGroup('Doctor', {
  output: option(text('the name of a file'), {
    valueName: 'FILE',
    isPath: true,
    help: 'File for the profile',
    absent: `${VENDOR_PROFILE_NAME} in the reports folder`,
  }),
});

export const SHOW = inGroup('Show', {
  row: option(rowNumber, { valueName: 'N', help: 'Number of a row (bulk_row)' }),
  changes: flag('What the run changes, or would change as a plan: each field before and after'),
  first: option(count(), {
    valueName: 'N',
    help: 'With --changes: show the first N rows of each kind',
    default: String(FIRST_CHANGES),
  }),
  ndjson: flag('With --changes: print all of them, one JSON object per line'),
  reveal: flag('Show personal data as it is, not masked'),
});

/** Only the command line has this. */
export const REVIEW_OPEN = inGroup('Review', {
  open: flag('Open the page in the browser of this machine; --no-open only prints its address', {
    isOn: true,
  }),
});

export const SANDBOX = inGroup('Sandbox', {
  port: option(port, { valueName: 'N', help: 'Port; 0: any free one', default: '4010' }),
  host: option(text('an address'), {
    valueName: 'ADDRESS',
    help: 'Address to listen on',
    default: '127.0.0.1',
  }),
  state: option(text('a file'), {
    valueName: 'FILE',
    isPath: true,
    help: 'SQLite file that keeps its state',
    absent: 'in memory',
  }),
  faults: option(text('a JSON object or @FILE'), {
    valueName: 'JSON|@FILE',
    isPath: true,
    help: 'What goes wrong: a JSON object, or @FILE (see docs/sandbox.md)',
  }),
});
