/** What `--help` prints: an overview, all commands, or one command with its options. */
import type { ListedCommand, ListedOption } from '../../config/list-options.js';
import { toCommandLines, toEntries, wrapText, type Entry } from './layout.js';

export interface HelpLook {
  /** Columns. */
  readonly width: number;
  /** How a heading is shown. */
  readonly heading: (text: string) => string;
  /** Where the pages of documentation are. */
  readonly docs: string;
}

const NAME = 'bitpowr-bulk';
const PURPOSE = `${NAME} moves customers into Bitpowr: never twice, never lost, and says what happened.`;

/** Those that most people need, in the order in which they need them. */
const COMMONEST = ['validate', 'import', 'export'];

const STATUSES: readonly Entry[] = [
  { name: '0', text: 'success' },
  { name: '1', text: 'done, but some rows failed or differ' },
  { name: '2', text: 'wrong use; nothing was sent' },
  { name: '3', text: 'stopped; resumable' },
  { name: '4', text: 'another process works on the same run, source or account' },
  { name: '129, 130, 143', text: 'interrupted; resumable' },
];

const CREDENTIALS =
  'They come from the environment or --credentials, never from an argument: BITPOWR_TOKEN, or BITPOWR_PUBLIC_KEY ' +
  'and BITPOWR_SECRET_KEY, or BITPOWR_API_KEY.';

const HELP_OPTIONS: readonly Entry[] = [
  { name: '-h, --help', text: 'Show this help' },
  { name: '-V, --version', text: 'Print the version' },
];

/** For someone who typed no command. */
export function toOverview(commands: readonly ListedCommand[], look: HelpLook): string {
  const common = COMMONEST.flatMap((name) => commands.filter(({ command }) => command === name));
  return toText([
    wrapText(PURPOSE, look.width),
    toUsage(`${NAME} <command> [options]`, look),
    toSection(
      'Start here:',
      common.flatMap(({ examples: [example] }) => (example === undefined ? [] : toExample(example, look))),
      look,
    ),
    toSection(
      'Help:',
      toEntries(
        [
          { name: `${NAME} help`, text: 'All commands' },
          { name: `${NAME} help import`, text: 'One command, with its options' },
          { name: `${NAME} explain CODE`, text: 'What a code means, and what to do' },
        ],
        look.width,
      ),
      look,
    ),
    toDocs('README.md', look),
  ]);
}

export function toAllHelp(commands: readonly ListedCommand[], look: HelpLook): string {
  const groups = [...new Set(commands.map(({ group }) => group))];
  return toText([
    wrapText(PURPOSE, look.width),
    toUsage(`${NAME} <command> [options]`, look),
    ...groups.map((group) => {
      const entries = commands
        .filter((one) => one.group === group)
        .map((one) => ({ name: toSyntax(one), text: one.summary }));
      return toSection(`${group}:`, toEntries(entries, look.width), look);
    }),
    toSection('Options of every command:', toEntries(HELP_OPTIONS, look.width), look),
    toSection('Credentials:', wrapText(CREDENTIALS, look.width, '  '), look),
    toSection('Exit status:', toEntries(STATUSES, look.width), look),
    toDocs('README.md', look),
  ]);
}

export function toCommandHelp(command: ListedCommand, look: HelpLook): string {
  const shown = command.options.filter(({ isHidden }) => !isHidden);
  const groups = [...new Set(shown.map(({ group }) => group))];
  const required = shown
    .filter(({ isRequired }) => isRequired)
    .map(({ name, value }) => `${name} <${value}>`);
  const usage = [NAME, toSyntax(command), ...required, ...(shown.length > 0 ? ['[options]'] : [])].join(' ');
  return toText([
    wrapText(`${command.summary}.`, look.width),
    toUsage(usage, look),
    toSection('Examples:', joinBlank(command.examples.map((example) => toExample(example, look))), look),
    toSection(
      'Arguments:',
      toEntries(
        command.arguments.map(({ name, help, isRequired }) => ({
          name: `<${name}>`,
          text: isRequired ? `${help} (required)` : help,
        })),
        look.width,
      ),
      look,
    ),
    ...groups.map((group) => {
      const entries = shown.filter((option) => option.group === group).map(toOptionEntry);
      return toSection(`${group}:`, toEntries(entries, look.width), look);
    }),
    toSection('Help:', toEntries(HELP_OPTIONS, look.width), look),
    toDocs(`reference/commands.md#${command.command}`, look),
  ]);
}

/** The name of a command with its arguments. */
export function toSyntax({ command, arguments: all }: ListedCommand): string {
  return [command, ...all.map(({ name, isRequired }) => (isRequired ? `<${name}>` : `[${name}]`))].join(' ');
}

export function toOptionEntry(option: ListedOption): Entry {
  const { name, value } = option;
  return { name: value === undefined ? name : `${name} <${value}>`, text: toOptionText(option) };
}

/** What an option does, with its values, and what it is if it is left out. */
export function toOptionText({ help, choices, default: fallback, isRequired }: ListedOption): string {
  const isTold = choices.every((choice) => new RegExp(`\\b${choice}\\b`).test(help));
  return [
    help,
    ...(isTold ? [] : [`[choices: ${choices.join(', ')}]`]),
    ...(fallback === undefined ? [] : [`[default: ${fallback}]`]),
    ...(isRequired ? ['(required)'] : []),
  ].join(' ');
}

function toExample({ line, what }: ListedCommand['examples'][number], { width }: HelpLook): string[] {
  return [...wrapText(what, width - 2, '  # '), ...toCommandLines(`${NAME} ${line}`, width)];
}

function joinBlank(blocks: readonly (readonly string[])[]): string[] {
  return blocks.flatMap((block, at) => (at === 0 ? block : ['', ...block]));
}

function toUsage(usage: string, look: HelpLook): string[] {
  return toSection('Usage:', toCommandLines(usage, look.width), look);
}

function toDocs(page: string, look: HelpLook): string[] {
  return toSection('Documentation:', [`  ${look.docs}${page}`], look);
}

/** No heading without lines. */
function toSection(title: string, lines: readonly string[], { heading }: HelpLook): string[] {
  return lines.length === 0 ? [] : [heading(title), ...lines];
}

function toText(sections: readonly (readonly string[])[]): string {
  return `${joinBlank(sections.filter((lines) => lines.length > 0)).join('\n')}\n`;
}
