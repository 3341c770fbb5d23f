/** The commands in the order of `--help`. The module of a command is loaded when it is called: loading all takes a second. */
import type { Command } from './define-command.js';

export const COMMAND_LIST: readonly Command[] = [
  {
    name: 'validate',
    describe: 'Check every row of a file as import would; no network and no credential',
    examples: [
      ['$0 validate customers.csv', 'What is wrong, where, and what to do'],
      [
        '$0 validate customers.csv --annotate to-correct.xlsx',
        'A spreadsheet for the owner of the data to correct',
      ],
      ['$0 validate customers.csv --strict --json', 'For scripts: no warnings allowed'],
    ],
    load: () => import('./commands/validate.js'),
  },
  {
    name: 'map',
    describe: 'Propose a mapping for a file whose columns have names of their own',
    examples: [
      ['$0 map legacy.csv', 'Shows what each column probably is, and writes mapping.json'],
      ['$0 map legacy.csv --output -', 'Only the mapping, to standard output'],
    ],
    load: () => import('./commands/map.js'),
  },
  {
    name: 'import',
    describe: 'Create or update customers from a file, with an address for each if wanted',
    examples: [
      ['$0 import customers.csv --sandbox', 'Try it: nothing leaves this machine'],
      ['$0 import customers.csv --provision-address --account-id UID', 'With a BTC address for each row'],
      ['$0 import customers.csv --dry-run', 'Look first: nothing is changed; `apply` carries it out'],
      [
        '$0 import customers.csv --map "email=Contact mail" --strict',
        'Own column names, no warnings allowed',
      ],
      [
        '$0 import customers.csv --mode create --rate 20',
        'Only new customers, at most 20 requests per second',
      ],
    ],
    load: () => import('./commands/import.js'),
  },
  {
    name: 'apply',
    describe: 'Carry out exactly what a dry run decided; the source is not needed',
    examples: [['$0 apply 20261122-172231-4f1c', 'As the dry run said']],
    load: () => import('./commands/apply.js'),
  },
  {
    name: 'resume',
    describe: 'Continue a run that stopped; the source is not needed',
    examples: [['$0 resume 20261122-172231-4f1c', 'As the stopped run said']],
    load: () => import('./commands/resume.js'),
  },
  {
    name: 'undo',
    describe: 'Revert what a run did, except what others changed since',
    examples: [
      ['$0 undo 20261122-172231-4f1c', 'Updated customers get back what they had'],
      ['$0 undo 20261122-172231-4f1c --delete-created', 'And those that it made are deleted'],
    ],
    load: () => import('./commands/undo.js'),
  },
  {
    name: 'export',
    describe: 'Write all customers to a file, and say whether they are all there',
    examples: [
      ['$0 export --output customers.csv', 'Everything; import takes the file as it is'],
      ['$0 export --output - --fields uid,email', 'Two columns, for another program'],
    ],
    load: () => import('./commands/export.js'),
  },
  {
    name: 'reconcile',
    describe:
      'Compare a file with the customers at the API, or with an export; write a file that corrects the drift',
    examples: [
      ['$0 reconcile customers.csv --sandbox', 'What differs, both ways; nothing is changed'],
      ['$0 reconcile customers.csv --ignore description --max-drift 0.5%', 'A little is no alarm'],
      ['$0 reconcile customers.csv --against export.ndjson.gz', 'Without the network'],
      ['$0 reconcile customers.csv --previous last --quiet', 'Every night'],
    ],
    load: () => import('./commands/reconcile.js'),
  },
  {
    name: 'runs',
    describe: 'List the runs, oldest first',
    examples: [],
    load: () => import('./commands/runs.js'),
  },
  {
    name: 'show',
    describe: 'One run, or with --row the life of one of its rows',
    examples: [['$0 show 20261122-172231-4f1c --row 17', 'What was sent for row 17, and what came back']],
    load: () => import('./commands/show.js'),
  },
  {
    name: 'auth',
    describe: 'Check the credential; print its organisation and mode',
    examples: [['BITPOWR_TOKEN=… $0 auth', 'Before the first import']],
    load: () => import('./commands/auth.js'),
  },
  {
    name: 'doctor',
    describe: "Find out what this account's API really does, with two customers of its own",
    examples: [
      ['$0 doctor --credentials test.env', 'Before the first import, with a TEST credential'],
      ['$0 doctor --account-id UID', 'Addresses and sub-accounts as well'],
    ],
    load: () => import('./commands/doctor.js'),
  },
  {
    name: 'sandbox',
    describe: 'A local server that answers like the vendor, until Ctrl-C',
    examples: [
      ['$0 sandbox --state sandbox.sqlite', 'Keeps its customers over restarts'],
      [`$0 sandbox --faults '{"errorRate": 0.05, "cutAfterRate": 0.05}'`, 'An unreliable server'],
    ],
    load: () => import('./commands/sandbox.js'),
  },
  {
    name: 'config',
    describe: 'Show the options that a command would run with, and where each value comes from',
    examples: [
      ['$0 config show', 'What the configuration file and the environment set'],
      ['$0 config show reconcile --profile nightly', 'All options of a command, with a profile'],
    ],
    load: () => import('./commands/config.js'),
  },
];
