/** The man pages: one of the program, and one of each command. */
import { toOptionText, toSyntax } from '../../../src/cli/help/help-text.js';
import { listOptions, type ListedCommand } from '../../../src/config/list-options.js';

const NAME = 'bitpowr-bulk';
const LISTED = listOptions();

/** By the path from the root of the project. */
export function toManPages(): ReadonlyMap<string, string> {
  const pages = LISTED.map(
    (listed) => [`docs/man/${NAME}-${listed.command}.1`, toCommandPage(listed)] as const,
  );
  return new Map([[`docs/man/${NAME}.1`, toProgramPage()], ...pages]);
}

function toProgramPage(): string {
  const groups = [...new Set(LISTED.map(({ group }) => group))];
  return toPage(NAME, 'bulk import and export of customers for the Bitpowr API', [
    section('SYNOPSIS', [`.B ${NAME}`, '.I command', '[options]']),
    ...groups.map((group) =>
      section(
        group.toUpperCase(),
        LISTED.filter((listed) => listed.group === group).flatMap((listed) =>
          item(bold(toSyntax(listed)), listed.summary),
        ),
      ),
    ),
    section('SEE ALSO', [LISTED.map(({ command }) => `${bold(`${NAME}-${command}`)}(1)`).join(', ')]),
  ]);
}

function toCommandPage(listed: ListedCommand): string {
  const { command, summary, examples, options, arguments: all } = listed;
  const shown = options.filter(({ isHidden }) => !isHidden);
  const groups = [...new Set(shown.map(({ group }) => group))];
  return toPage(`${NAME}-${command}`, summary, [
    section('SYNOPSIS', [
      `.B ${NAME} ${escape(toSyntax(listed))}`,
      ...(shown.length > 0 ? ['[options]'] : []),
    ]),
    section(
      'EXAMPLES',
      examples.flatMap(({ what, line }) => [
        '.PP',
        text(what),
        '.PP',
        '.nf',
        `    ${escape(`${NAME} ${line}`)}`,
        '.fi',
      ]),
    ),
    section(
      'ARGUMENTS',
      all.flatMap(({ name, help }) => item(italic(name), help)),
    ),
    ...groups.map((group) =>
      section(
        `${group.toUpperCase()} OPTIONS`,
        shown
          .filter((option) => option.group === group)
          .flatMap((option) => {
            const value = option.value === undefined ? '' : ` ${italic(option.value)}`;
            return item(`${bold(option.name)}${value}`, toOptionText(option));
          }),
      ),
    ),
    section('SEE ALSO', [`${bold(NAME)}(1)`]),
  ]);
}

function toPage(name: string, summary: string, sections: readonly (readonly string[])[]): string {
  return [
    `.TH "${name.toUpperCase()}" 1`,
    // Lines are not stretched and words not hyphenated: options would be.
    '.ad l',
    '.nh',
    '.SH NAME',
    `${escape(name)} \\- ${escape(summary)}`,
    ...sections.flat(),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`.SH "${title}"`, ...lines];
}

const item = (name: string, meaning: string): string[] => ['.TP', name, text(meaning)];
const bold = (words: string): string => `\\fB${escape(words)}\\fR`;
const italic = (words: string): string => `\\fI${escape(words)}\\fR`;
const text = (words: string): string => escape(words);

/** A `-` that can be copied, a `\` that is one, and no `.` or `'` that begins a request. */
function escape(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(
      /[^\x20-\x7e]/gu,
      (sign) => `\\[u${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/^[.']/, '\\&$&');
}
