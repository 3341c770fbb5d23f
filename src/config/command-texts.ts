/** What each command is for, and command lines that show it. */
import type { CommandName } from './commands.js';

export interface Example {
  /** What follows the name of the program. */
  readonly line: string;
  /** What it is for. */
  readonly what: string;
}

export interface CommandText {
  /** The heading that it is listed under. */
  readonly group: string;
  /** One line. */
  readonly summary: string;
  readonly examples: readonly Example[];
}

const IMPORT = 'Import';
const RUNS = 'Runs';
const API = 'Customers at the API';
const MACHINES = 'Many machines';
const SETUP = 'Try and set up';
const HELP = 'Help';

export const COMMAND_TEXTS: Readonly<Record<CommandName, CommandText>> = {
  validate: {
    group: IMPORT,
    summary: 'Check every row of a file as import would; no network and no credential',
    examples: [
      { what: 'What is wrong, where, and what to do', line: 'validate customers.csv' },
      {
        what: 'A spreadsheet for the owner of the data to correct',
        line: 'validate customers.csv --annotate to-correct.xlsx',
      },
      { what: 'For scripts: no warnings allowed', line: 'validate customers.csv --strict --json' },
    ],
  },
  map: {
    group: IMPORT,
    summary: 'Propose a mapping for a file whose columns have names of their own',
    examples: [
      { what: 'Show what each column probably is, and write mapping.json', line: 'map legacy.csv' },
      { what: 'Only the mapping, to standard output', line: 'map legacy.csv --output -' },
    ],
  },
  review: {
    group: IMPORT,
    summary: 'Map, correct, preview and apply a file on a page in the browser of this machine',
    examples: [
      { what: 'Map and correct: no credential and no network', line: 'review customers.xlsx' },
      { what: 'Try all of it: nothing leaves this machine', line: 'review customers.xlsx --sandbox' },
      {
        what: 'With a credential, preview and apply too',
        line: 'review customers.xlsx --credentials acme.env',
      },
      { what: 'Continue a review where it was', line: 'review RUN' },
    ],
  },
  import: {
    group: IMPORT,
    summary: 'Create or update customers from a file, optionally with an address for each',
    examples: [
      { what: 'Try it: nothing leaves this machine', line: 'import customers.csv --sandbox' },
      {
        what: 'Look first: nothing is changed; `apply` carries it out',
        line: 'import customers.csv --dry-run',
      },
      {
        what: 'With a BTC address for each row',
        line: 'import customers.csv --provision-address --account-id UID',
      },
      {
        what: 'Own column names, no warnings allowed',
        line: 'import customers.csv --map "email=Contact mail" --strict',
      },
      {
        what: 'Only new customers, at most 20 requests per second',
        line: 'import customers.csv --mode create --rate 20',
      },
      {
        what: 'On whichever worker is free, with the credential acme',
        line: 'import customers.csv --queue @queue.txt --store /srv/runs --credential acme',
      },
    ],
  },
  apply: {
    group: RUNS,
    summary: 'Carry out exactly what a dry run decided; the source is not needed',
    examples: [{ what: 'As the dry run said', line: 'apply 20261122-172231-4f1c' }],
  },
  resume: {
    group: RUNS,
    summary: 'Continue a run that stopped; the source is not needed',
    examples: [
      { what: 'As the stopped run said', line: 'resume 20261122-172231-4f1c' },
      { what: 'The newest run, and its failed rows again', line: 'resume last --failed' },
    ],
  },
  undo: {
    group: RUNS,
    summary: 'Revert what a run did, except what others changed since',
    examples: [
      { what: 'Updated customers get back what they had', line: 'undo 20261122-172231-4f1c' },
      {
        what: 'Customers that the run created are deleted, too',
        line: 'undo 20261122-172231-4f1c --delete-created',
      },
    ],
  },
  export: {
    group: API,
    summary: 'Write all customers to a file, and say whether they are all there',
    examples: [
      { what: 'Everything; import takes the file as it is', line: 'export --output customers.csv' },
      { what: 'Two columns, for another program', line: 'export --output - --fields uid,email' },
    ],
  },
  reconcile: {
    group: API,
    summary:
      'Compare a file with the customers at the API, or with an export; write a file that corrects the drift',
    examples: [
      { what: 'What differs, both ways; nothing is changed', line: 'reconcile customers.csv --sandbox' },
      { what: 'Every night', line: 'reconcile customers.csv --previous last --quiet' },
      {
        what: 'Status 1 only if more than 0.5% of the rows differ',
        line: 'reconcile customers.csv --ignore description --max-drift 0.5%',
      },
      { what: 'Without the network', line: 'reconcile customers.csv --against export.ndjson.gz' },
      {
        what: 'Every night, on whichever worker is free',
        line: 'reconcile /srv/in/customers.csv --queue @queue.txt --every "15 2 * * *" --tz Africa/Lagos',
      },
    ],
  },
  runs: { group: RUNS, summary: 'List the runs and checks, oldest first', examples: [] },
  show: {
    group: RUNS,
    summary: 'One run, or with --row the life of one of its rows',
    examples: [
      { what: 'The summary of the newest run', line: 'show last' },
      {
        what: 'What was sent for row 17, and what came back',
        line: 'show 20261122-172231-4f1c --row 17',
      },
      { what: 'What the plan of a dry run changes, before it is applied', line: 'show last --changes' },
    ],
  },
  auth: {
    group: SETUP,
    summary: 'Check the credential; print its organisation and mode',
    examples: [{ what: 'Before the first import', line: 'auth --credentials test.env' }],
  },
  doctor: {
    group: SETUP,
    summary: "Find out what this account's API really does, with two customers of its own",
    examples: [
      { what: 'Before the first import, with a TEST credential', line: 'doctor --credentials test.env' },
      { what: 'Addresses and sub-accounts as well', line: 'doctor --account-id UID' },
    ],
  },
  sandbox: {
    group: SETUP,
    summary: 'A local server that answers like the vendor, until Ctrl-C',
    examples: [
      { what: 'Keeps its customers over restarts', line: 'sandbox --state sandbox.sqlite' },
      {
        what: 'An unreliable server',
        line: `sandbox --faults '{"errorRate": 0.05, "cutAfterRate": 0.05}'`,
      },
    ],
  },
  worker: {
    group: MACHINES,
    summary:
      'Work on the runs in a queue, until SIGTERM; another worker takes over the runs of one that dies',
    examples: [
      {
        what: 'Four runs at a time, with the credentials in a folder',
        line: 'worker --queue @/etc/bulk/queue --store /srv/runs --credentials /etc/bulk/credentials',
      },
    ],
  },
  schedules: {
    group: MACHINES,
    summary: 'List the schedules of a queue, or remove one',
    examples: [
      { what: 'What is due next', line: 'schedules --queue @queue.txt' },
      { what: 'No longer', line: 'schedules --queue @queue.txt --remove nightly' },
    ],
  },
  config: {
    group: SETUP,
    summary: 'Show the options that a command would run with, and where each value comes from',
    examples: [
      { what: 'What the configuration file and the environment set', line: 'config show' },
      { what: 'All options of a command, with a profile', line: 'config show reconcile --profile nightly' },
    ],
  },
  explain: {
    group: HELP,
    summary: 'What a code means, its usual causes, what to do, and an example',
    examples: [{ what: 'A code from issues.csv or from an error', line: 'explain key_missing' }],
  },
  completion: {
    group: HELP,
    summary: 'Print a script that completes commands, options and values in a shell',
    examples: [
      { what: 'bash', line: 'completion bash >> ~/.bashrc' },
      { what: 'zsh', line: 'completion zsh >> ~/.zshrc' },
      { what: 'fish', line: 'completion fish > ~/.config/fish/completions/bitpowr-bulk.fish' },
      { what: 'PowerShell', line: 'completion powershell >> $PROFILE' },
    ],
  },
  help: {
    group: HELP,
    summary: 'Show all commands, or the help of one',
    examples: [{ what: 'The same as import --help', line: 'help import' }],
  },
  version: { group: HELP, summary: 'Print the version', examples: [] },
};
