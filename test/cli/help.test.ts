import { describe, expect, it } from 'vitest';
import { toAllHelp, toCommandHelp, toOverview } from '../../src/cli/help/help-text.js';
import { toCommandLines, toWidth, wrapText } from '../../src/cli/help/layout.js';
import { findMisuse } from '../../src/cli/help/misuse.js';
import { listOptions } from '../../src/config/list-options.js';

const LISTED = listOptions();

const toLook = (width: number) => ({ width, heading: (text: string) => text, docs: 'docs/' });

describe('help', () => {
  it.each([80, 40])('has no line wider than a terminal of %i columns, but for one long word', (width) => {
    const texts = [
      toOverview(LISTED, toLook(width)),
      toAllHelp(LISTED, toLook(width)),
      ...LISTED.map((listed) => toCommandHelp(listed, toLook(width))),
    ];
    const lines = texts.flatMap((text) => text.split('\n'));
    expect(lines.length).toBeGreaterThan(300);
    const tooWide = lines.filter((line) => line.length > width);
    // A name, a quoted text or a path is not broken: it could not be copied.
    expect(tooWide.filter((line) => !/^ +(\S+|--\S+ \S.*|bitpowr-bulk \S.*)( \\)?$/.test(line))).toEqual([]);
    if (width === 80) expect(tooWide).toEqual([]);
  });

  it('shows every option of a command that is not hidden, under its group, once', () => {
    for (const listed of LISTED) {
      const text = toCommandHelp(listed, toLook(80));
      for (const { name, value, isHidden } of listed.options) {
        const shown = text.split('\n').filter((line) => new RegExp(`^ +(-\\w, )?${name}( |$)`).test(line));
        const left = value === undefined ? name : `${name} <${value}>`;
        // Examples begin lines with options, too.
        expect([name, shown.some((line) => line.includes(left))]).toEqual([name, !isHidden]);
      }
    }
  });

  it('has a command line with its options continued by a backslash, as a shell reads it', () => {
    expect(
      toCommandLines('bitpowr-bulk import customers.csv --map "email=Contact mail" --strict', 50),
    ).toEqual(['  bitpowr-bulk import customers.csv \\', '    --map "email=Contact mail" --strict']);
  });

  it('wraps words, and marks what is required', () => {
    expect(wrapText('one two three', 7, '  ')).toEqual(['  one', '  two', '  three']);
    expect(wrapText('one two three', 9, ' ')).toEqual([' one two', ' three']);
    expect(wrapText('Type `bitpowr-bulk show RUN --row 7`, then wait.', 20)).toEqual([
      'Type',
      '`bitpowr-bulk show RUN --row 7`,',
      'then wait.',
    ]);
    const exported = LISTED.find(({ command }) => command === 'export');
    expect(exported && toCommandHelp(exported, toLook(80))).toMatch(/export --output <FILE> \[options\]/);
  });

  it.each([
    [undefined, 80],
    [Number.NaN, 80],
    [40, 40],
    [10, 30],
    [200, 100],
  ])('of a terminal of %s columns is %i wide', (columns, width) => expect(toWidth(columns)).toBe(width));
});

describe('findMisuse', () => {
  it.each([
    ['import x.csv --dryrun', '`import` has no option --dryrun. Did you mean --dry-run?'],
    ['import x.csv --dry-rn', '`import` has no option --dry-rn. Did you mean --dry-run?'],
    [
      'import x.csv --no-emial-unique',
      '`import` has no option --no-emial-unique. Did you mean --no-email-unique?',
    ],
    ['import x.csv --provision', '`import` has no option --provision. Did you mean --provision-address?'],
    ['import x.csv --modee=create', '`import` has no option --modee. Did you mean --mode?'],
    ['validate x.csv --port 1', '`validate` has no option --port. It is an option of `sandbox`.'],
    ['validate x.csv -q', '`validate` has no option -q.'],
    ['import x.csv --rate', 'Expected a value after `--rate`: --rate <N>.'],
    ['import x.csv --mode --dry-run', 'Expected a value after `--mode`: --mode <MODE>.'],
    ['config show import --profil x', '`config` has no option --profil. Did you mean --profile?'],
    ['imprt x.csv', 'There is no command imprt. Did you mean import?'],
    [
      'import x.csv y.csv --no-config',
      '`import` does not take the word y.csv: bitpowr-bulk import <source>. If it belongs to the word before, put both in quotes.',
    ],
    [
      'import --no-config',
      '`import` needs <source> (Path of the file, or - for stdin): bitpowr-bulk import <source>.',
    ],
    ['import x.csv --no-rate 5', '`import` has no option --no-rate.'],
    ['--verbose', 'Expected the name of a command.'],
    ['--verbose help import', 'Expected `help` to be the first word.'],
    ['run import x.csv', 'There is no command run. Did you mean runs?'],
    ['--run-id import validate x.csv', 'Expected `validate` to be the first word.'],
    ['import x.csv --dry-run=maybe', '`--dry-run` takes no value.'],
    [
      'apply',
      '`apply` needs <run> (Name of the run, its folder, or last for the newest): bitpowr-bulk apply <run>.',
    ],
  ])('says of %j: %s', (line, message) => expect(findMisuse(line.split(' '), LISTED)?.message).toBe(message));

  it('names a word too many, and knows values from words', () => {
    const misuse = findMisuse(['import', '--rate', '5', 'my', 'file.csv', '--mode=create'], LISTED);
    expect(misuse).toMatchObject({
      message: expect.stringMatching(/^`import` does not take the word file\.csv:/) as string,
      hint: 'See `bitpowr-bulk import --help`.',
    });
  });

  it.each([
    'import x.csv --no-config',
    'import --no-config x.csv',
    'import x.csv --dryRun',
    'import - --delimiter ; --no-header',
    'explain',
    'export --output -',
  ])('finds nothing wrong with %s', (line) => expect(findMisuse(line.split(' '), LISTED)).toBeUndefined());
});
