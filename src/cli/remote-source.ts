/** A source that is named by a URL: the programs that fetch one are many, and each knows how to sign in. A pipe takes all. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BulkError } from '../core/errors.js';
import { toShellWord } from '../jobs/shell-word.js';

/** What prints the file of a URL of this kind. */
const FETCHERS: Readonly<Record<string, readonly string[]>> = {
  http: ['curl', '-fsSL'],
  https: ['curl', '-fsSL'],
  ftp: ['curl', '-fsS'],
  ftps: ['curl', '-fsS'],
  sftp: ['curl', '-fsS'],
  s3: ['aws', 's3', 'cp', '', '-'],
  gs: ['gcloud', 'storage', 'cat'],
};

/** Throws `source_missing` for a URL, with the same command line over a pipe. `words`: the arguments of this process. */
export function assertLocalSource(source: string, words: readonly string[], program: string): void {
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(source)?.[1]?.toLowerCase();
  if (scheme === undefined || existsSync(source)) return;
  throw new BulkError('source_missing', `The source is a URL, and this program reads files: ${source}.`, {
    hint: toHint(scheme, source, (place) => toCommandLine(program, words, { source, place })),
  });
}

function toHint(scheme: string, source: string, toLine: (place: string) => string): string {
  if (scheme === 'file') return `Give its path: ${toLine(toShellWord(toPath(source)))}`;
  const fetcher = FETCHERS[scheme];
  if (fetcher === undefined) return `Save it as a file, or pipe it in: … | ${toLine('-')}`;
  const url = toShellWord(source);
  const fetch = fetcher.includes('') ? fetcher.map((word) => word || url) : [...fetcher, url];
  return `Pipe it in: ${fetch.join(' ')} | ${toLine('-')}`;
}

function toPath(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url.replace(/^file:\/\//i, '');
  }
}

function toCommandLine(
  program: string,
  words: readonly string[],
  { source, place }: { readonly source: string; readonly place: string },
): string {
  return [program, ...words.map((word) => (word === source ? place : toShellWord(word)))].join(' ');
}
