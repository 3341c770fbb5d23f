/** A source that is named by a URL: the programs that fetch one are many, and each knows how to sign in. A pipe takes all. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BulkError } from '../core/errors.js';
import { hideUrlSecrets } from '../core/url-secrets.js';
import { toShellWord } from '../jobs/shell-word.js';

/** What prints the file of a URL of this kind. */
const FETCHERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['http', ['curl', '-fsSL']],
  ['https', ['curl', '-fsSL']],
  ['ftp', ['curl', '-fsS']],
  ['ftps', ['curl', '-fsS']],
  ['sftp', ['curl', '-fsS']],
  ['s3', ['aws', 's3', 'cp', '', '-']],
  ['gs', ['gcloud', 'storage', 'cat']],
]);

/**
 * Throws `source_missing` for a URL, with the same command line over a pipe. What of the URL lets others in is not shown.
 * `words`: the arguments of this process, without `--`.
 */
export function assertLocalSource(source: string, words: readonly string[], program: string): void {
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(source)?.[1]?.toLowerCase();
  if (scheme === undefined || existsSync(source)) return;
  const shown = hideUrlSecrets(source);
  throw new BulkError('source_missing', `The source is a URL, and this program reads files: ${shown}.`, {
    hint: toHint(scheme, source, (place) => toCommandLine(program, words, { source, place })),
  });
}

function toHint(scheme: string, source: string, toLine: (place: string) => string): string {
  if (scheme === 'file') return `Give its path: ${toLine(toShellWord(toPath(source)))}`;
  const fetcher = FETCHERS.get(scheme);
  if (fetcher === undefined) return `Save it as a file, or pipe it in: … | ${toLine('-')}`;
  const shown = hideUrlSecrets(source);
  const url = toShellWord(shown);
  const fetch = fetcher.includes('') ? fetcher.map((word) => word || url) : [...fetcher, url];
  const how = shown === source ? 'Pipe it in' : 'Pipe it in, with your secrets in place of each …';
  return `${how}: ${fetch.join(' ')} | ${toLine('-')}`;
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
