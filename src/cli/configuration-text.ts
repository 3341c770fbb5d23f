/** What `config show` prints. */
import type { UsedConfig } from '../config/file/load.js';
import { makeLineFinder } from '../config/file/parse.js';
import type { Setting } from '../config/file/settings.js';
import type { CommandName } from '../config/commands.js';
import { toPlainTable } from './plain-table.js';

/** A variable that is set, and the file of `--credentials` that sets it; undefined: the environment itself. */
export interface SetVariable {
  readonly variable: string;
  readonly file: string | undefined;
}

export interface ShownConfiguration {
  readonly used: UsedConfig;
  readonly command: CommandName | undefined;
  readonly settings: readonly Setting[];
  /** The credentials, by the names of their variables; undefined where no single command is asked for. */
  readonly credentials: readonly SetVariable[] | undefined;
}

type LineOf = Awaited<ReturnType<typeof makeLineFinder>>;

export async function toConfigurationJson(shown: ShownConfiguration): Promise<string> {
  const { used, command, settings, credentials } = shown;
  const lineOf = await openLines(used);
  const options = settings.map(({ origin, name, value, default: fallback, commands }) => ({
    ...{ name, value, default: fallback, commands },
    from: toFrom(origin, used, lineOf),
  }));
  const document = {
    file: used.read?.path ?? null,
    profile: used.profile ?? null,
    command: command ?? null,
    ...(credentials === undefined ? {} : { credentials: credentials.map(toVariableJson) }),
    options,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

export async function toConfigurationTable(shown: ShownConfiguration): Promise<string> {
  const { used, command, settings, credentials } = shown;
  const lineOf = await openLines(used);
  const rows = settings.map(({ name, origin, commands, isEverywhere, ...setting }) => [
    name,
    toValueText(setting),
    toFromText(toFrom(origin, used, lineOf)),
    ...(command === undefined ? [isEverywhere ? 'all that have it' : commands.join(', ')] : []),
  ]);
  const head = ['option', 'value', 'from', ...(command === undefined ? ['commands'] : [])];
  const facts = [
    ['file', used.read?.path ?? 'none'],
    ['profile', used.profile === undefined ? 'none' : `${used.profile.name} (${used.profile.from})`],
    ...(command === undefined ? [] : [['command', command]]),
    ...(credentials === undefined ? [] : [['credential', toCredentialText(credentials)]]),
  ].map(([name = '', text = '']) => `${name.padEnd(11)}${text}`);
  const table = rows.length === 0 ? 'No option has a value but its default.' : toPlainTable(head, rows);
  return `${facts.join('\n')}\n\n${table}\n`;
}

async function openLines({ read }: UsedConfig): Promise<LineOf> {
  return read === undefined ? () => undefined : makeLineFinder(read.text);
}

function toFrom(origin: Setting['origin'], { read }: UsedConfig, lineOf: LineOf) {
  if (origin.kind === 'variable') return { kind: origin.kind, ...toVariableJson(origin) };
  if (origin.kind === 'flag' || origin.kind === 'default') return origin;
  const { kind, place } = origin;
  return { kind, file: read?.path ?? '', line: lineOf(place) ?? null, place: place.map(String) };
}

function toFromText(from: ReturnType<typeof toFrom>): string {
  if (from.kind === 'variable') return toVariableText(from);
  if (from.kind === 'flag') return 'the command line';
  if (from.kind === 'default') return 'default';
  const [first = '', name = ''] = from.place;
  const owner = first === 'profiles' ? `profile ${name}` : 'the whole file';
  return `${from.file}${from.line === null ? '' : `:${from.line}`} (${owner})`;
}

const toVariableJson = ({ variable, file }: SetVariable) => ({ variable, file: file ?? null });

const toVariableText = ({ variable, file }: { readonly variable: string; readonly file: string | null }) =>
  file === null ? variable : `${variable} in ${file}`;

const toCredentialText = (credentials: readonly SetVariable[]): string =>
  credentials.map(toVariableJson).map(toVariableText).join(', ') || 'none is set';

function toValueText({ value, default: fallback }: Pick<Setting, 'value' | 'default'>): string {
  if (value === null) return fallback ?? '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'string' ? value : value.join(' · ');
}
