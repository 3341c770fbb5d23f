/** The file of `--credentials`: lines such as `BITPOWR_TOKEN=…`, as shells, PowerShell and container tools write them. */
import { BulkError, toMessage } from '../core/errors.js';
import { readSmallFile } from '../core/small-file.js';
import type { Environment } from '../core/environment.js';

export const CREDENTIALS = [
  'BITPOWR_TOKEN',
  'BITPOWR_PUBLIC_KEY',
  'BITPOWR_SECRET_KEY',
  'BITPOWR_API_KEY',
] as const;

/** `export`, `set` and `$env:` come before the name in scripts. */
const LINE = /^\s*(?:export\s+|set\s+|\$env:)?([A-Za-z_][\w.]*)\s*=(.*)$/i;

/** What a file says. It may be a pipe, which can be read only once. */
export interface CredentialsFile {
  readonly path: string;
  readonly variables: Environment;
  readonly lines: readonly string[];
}

/** Variables of a file. A `#` begins a comment at the start of a line or after a space. Throws `config_invalid`. */
export function readCredentialsFile(path: string): CredentialsFile {
  const variables: Record<string, string> = {};
  const lines = readLines(path);
  for (const line of lines) {
    const [, name, text = ''] = LINE.exec(line) ?? [];
    if (name !== undefined) variables[name] = toValue(text);
  }
  return { path, variables, lines };
}

/**
 * Throws `credential_missing` where neither the file nor the process has a credential; it names what the file has instead,
 * without any value.
 */
export function assertHasCredential({ path, lines }: CredentialsFile, environment: Environment): void {
  if (CREDENTIALS.some((name) => (environment[name] ?? '').trim() !== '')) return;
  throw new BulkError('credential_missing', `No credential is set. ${path} ${describe(lines)}.`, {
    hint: 'Write a line such as BITPOWR_TOKEN=… into the file, or BITPOWR_PUBLIC_KEY=… and BITPOWR_SECRET_KEY=…, or BITPOWR_API_KEY=….',
  });
}

function describe(lines: readonly string[]): string {
  const filled = lines.filter((line) => !/^\s*(#|$)/.test(line));
  if (filled.length === 0) return 'is empty';
  const names = filled.map(toSafeName).filter((name) => name !== undefined);
  const others = filled.length - names.length;
  const rest = others === 0 ? '' : `${others} ${others === 1 ? 'line' : 'lines'} without such a name`;
  const found = [...new Set(names), ...(rest === '' ? [] : [rest])].join(', ');
  return `has no line BITPOWR_TOKEN=…, nor one of the other credentials; it has: ${found}`;
}

/** The name of a line, also of `name: value`. Something that could be a part of a secret is not shown. */
function toSafeName(line: string): string | undefined {
  const [, name = ''] = /^\s*(?:export\s+|set\s+|\$env:)?([A-Za-z_]+)\s*[=:]/i.exec(line) ?? [];
  const isVariable = /^[a-z]{1,12}(_[a-z]{1,12}){1,4}$/i.test(name);
  return isVariable
    ? name + (/^[^=]*:/.test(line.replace('$env:', '')) ? ': (with a colon)' : '')
    : undefined;
}

function toValue(text: string): string {
  const trimmed = text.trim();
  const [, , quoted] = /^(["'`])(.*?)\1\s*(?:\s#.*)?$/.exec(trimmed) ?? [];
  return quoted ?? text.replace(/\s#.*$/, '').trim();
}

function readLines(path: string): string[] {
  try {
    return toText(readSmallFile(path)).split(/\r\n|\r|\n/);
  } catch (cause) {
    const message = `The file ${path} of --credentials can not be read: ${toMessage(cause)}.`;
    throw new BulkError('config_invalid', message, { cause });
  }
}

/** UTF-8, or UTF-16 as Windows PowerShell writes it. */
function toText(bytes: Buffer): string {
  const isBigEndian = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && bytes[1] !== 0);
  const isUtf16 =
    isBigEndian || (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[1] === 0 && bytes[0] !== 0);
  const encoding = isUtf16 ? (isBigEndian ? 'utf-16be' : 'utf-16le') : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
