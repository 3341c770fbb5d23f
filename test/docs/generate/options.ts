/** The options of the commands, as tables: those of one command, and those that several share, by their group. */
import { listOptions, type ListedCommand, type ListedOption } from '../../../src/config/list-options.js';
import { toSyntax } from '../../../src/cli/help/help-text.js';
import { toCode, toTable, toText } from './markdown.js';

/** The groups that have a section on the page of options, with its heading as a link says it and as its anchor. */
const SHARED_GROUPS: Readonly<Record<string, readonly [words: string, anchor: string]>> = {
  Source: ['for reading the file', 'options-for-reading-the-file'],
  Connection: ['for the connection', 'options-for-the-connection'],
  Output: ['for output', 'options-for-output'],
  Queue: ['for a queue', 'options-for-a-queue'],
  Unattended: ['for scheduled jobs', 'options-for-scheduled-jobs'],
  Configuration: ['for the configuration file', 'options-for-the-configuration-file'],
};

/** Without what is accepted for old command lines only. */
const COMMANDS = listOptions().map((listed) => ({
  ...listed,
  options: listed.options.filter(({ isHidden }) => !isHidden),
}));

const HELPS = COMMANDS.flatMap(({ options }) => options).reduce(
  (helps, { name, group, help }) =>
    helps.set(`${group} ${name}`, [...(helps.get(`${group} ${name}`) ?? []), help]),
  new Map<string, string[]>(),
);

/** Whether an option is on the page of options: several commands have it, and all describe it alike. */
function isShared({ name, group }: ListedOption): boolean {
  const helps = HELPS.get(`${group} ${name}`) ?? [];
  return group in SHARED_GROUPS && helps.length > 1 && new Set(helps).size === 1;
}

/** How the command is typed, the options that are its own, and where the others are. */
export function toCommandOptions(listed: ListedCommand): string {
  const { command, options } = listed;
  const own = options.filter((option) => !isShared(option));
  const groups = new Set(options.filter(isShared).map(({ group }) => group));
  const links = Object.entries(SHARED_GROUPS)
    .filter(([group]) => groups.has(group))
    .map(([, [words, anchor]]) => `[${words}](options.md#${anchor})`);
  return [
    `Usage: \`bitpowr-bulk ${toSyntax(listed)}${options.length === 0 ? '' : ' [options]'}\``,
    ...(own.length === 0 ? [] : [toOptionTable([command], own)]),
    ...(links.length === 0
      ? []
      : [`${own.length === 0 ? 'It' : 'It also'} takes the options ${toList(links)}.`]),
  ].join('\n\n');
}

const toList = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;

/** The shared options of a group: a table for each set of commands in which they are just the same. */
export function toGroupOptions(group: string): string {
  const tables = new Map<
    string,
    { readonly commands: readonly string[]; readonly options: ListedOption[] }
  >();
  for (const { option, commands } of toSharedOptions(group)) {
    const table = tables.get(commands.join()) ?? { commands, options: [] };
    table.options.push(option);
    tables.set(commands.join(), table);
  }
  return [...tables.values()].map(({ commands, options }) => toOptionTable(commands, options)).join('\n\n');
}

/** Each with the commands that have it with this default. */
function toSharedOptions(group: string) {
  const found = new Map<string, { readonly option: ListedOption; readonly commands: string[] }>();
  for (const { command, options } of COMMANDS) {
    for (const option of options.filter((each) => each.group === group && isShared(each))) {
      const entry = found.get(JSON.stringify(option)) ?? { option, commands: [] };
      entry.commands.push(command);
      found.set(JSON.stringify(option), entry);
    }
  }
  return [...found.values()];
}

function toOptionTable(commands: readonly string[], options: readonly ListedOption[]): string {
  const rows = options.map(({ name, value, help, default: initial = '' }) => [
    toCode(value === undefined ? name : `${name} ${value}`),
    toText(help),
    toText(initial),
  ]);
  return `For: ${commands.map(toCode).join(', ')}\n\n${toTable(['option', 'meaning', 'default'], rows)}`;
}

export const OPTION_REGIONS: Readonly<Record<string, () => string>> = Object.fromEntries([
  ...COMMANDS.map((command) => [`${command.command} options`, () => toCommandOptions(command)] as const),
  ...Object.keys(SHARED_GROUPS).map((group) => [`${group} group`, () => toGroupOptions(group)] as const),
]);
