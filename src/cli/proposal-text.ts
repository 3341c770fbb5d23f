/** A proposed mapping as people and scripts read it. */
import { READING_OPTIONS } from '../config/list-options.js';
import type { Start } from '../jobs/command-text.js';
import type { ProposedSource } from '../jobs/map/propose-source.js';
import { toShellWord } from '../jobs/shell-word.js';
import { toPlainTable } from './plain-table.js';

const LONGEST_SAMPLE = 24;

export function toProposalText({ proposals, unsure, rows }: ProposedSource): string {
  const proposed = toPlainTable(
    ['column', 'field', 'sure', 'values', 'why'],
    proposals.map(({ column, field, confidence, samples, reason }) => [
      toName(column),
      field,
      `${Math.round(confidence * 100)}%`,
      toSamples(samples),
      reason,
    ]),
  );
  const left = toPlainTable(
    ['left out', 'values', 'why'],
    unsure.map(({ column, samples, reason }) => [toName(column), toSamples(samples), reason]),
  );
  const parts = [...(proposals.length === 0 ? [] : [proposed]), ...(unsure.length === 0 ? [] : [left])];
  const looked = rows === 1 ? '1 row was looked at.' : `${rows} rows were looked at.`;
  return `${[...parts, looked].join('\n\n')}\n`;
}

const toName = (column: string): string => column.trim() || '(no name)';

function toSamples(samples: readonly string[]): string {
  return samples.map((text) => toShort(text.replace(/[\p{Cc}\p{Cf}]/gu, ' '))).join(' · ');
}

const toShort = (text: string): string =>
  text.length > LONGEST_SAMPLE ? `${text.slice(0, LONGEST_SAMPLE)}…` : text;

/** One document for scripts; `output`: the file, or null. */
export function toProposalJson(proposed: ProposedSource, path: string | undefined): string {
  const { source, rows, proposals, unsure, missing, mapping } = proposed;
  const output = path ?? null;
  return `${JSON.stringify({ source, rows, proposals, unsure, missing, mapping, output }, undefined, 2)}\n`;
}

interface Written extends Pick<ProposedSource, 'missing' | 'source'> {
  readonly path: string;
}

/** What was written, what it lacks, and the command that checks it. */
export function toCheckText(
  { path, missing, source }: Written,
  flags: Readonly<Record<string, unknown>>,
  { program, configurationWords = [] }: Start,
): string {
  const reading = READING_OPTIONS.flatMap(({ name, flag }) => toFlag(flag, flags[name]));
  const words = [
    toShellWord(source),
    '--mapping',
    toShellWord(path),
    ...reading,
    ...configurationWords.map(toShellWord),
  ];
  const lacks = missing.length === 0 ? '' : `It lacks ${missing.join(', and ')}: add it to the file.\n`;
  return `\nWritten: ${path}\n${lacks}Check it: ${program} validate ${words.join(' ')}\n`;
}

function toFlag(flag: string, value: unknown): readonly string[] {
  if (typeof value === 'boolean') return [value ? flag : flag.replace('--', '--no-')];
  return [value].flat().flatMap((one) => (typeof one === 'string' ? [flag, toShellWord(one)] : []));
}
