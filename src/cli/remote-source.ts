/** A source that is named by a URL: the programs that fetch one are many, and each knows how to sign in. A pipe takes all. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BulkError } from '../core/errors.js';
import { hideUrlSecrets } from '../core/url-secrets.js';
import { toShellWord } from '../jobs/shell-word.js';
import { withoutWebhooks } from './invocation.js';

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
    hint: toHint(scheme, source, (place) => toLine(program, words, { source, place })),
  });
}

function toHint(scheme: string, source: string, toLine: (place: string) => LineToType): string {
  if (scheme === 'file') return toSentence('Give its path', toLine(toShellWord(toPath(source))));
  const fetcher = FETCHERS.get(scheme);
  const line = toLine('-');
  if (fetcher === undefined) {
    return toSentence('Save it as a file, or pipe it in', { ...line, text: `… | ${line.text}` });
  }
  const url = toShellWord(hideUrlSecrets(source));
  const fetch = fetcher.includes('') ? fetcher.map((word) => word || url) : [...fetcher, url];
  const isWhole = line.isWhole && hideUrlSecrets(source) === source;
  return toSentence('Pipe it in', { ...line, isWhole, text: `${fetch.join(' ')} | ${line.text}` });
}

/** A command line to type. */
interface LineToType {
  readonly text: string;
  /** Whether no … is in place of a secret. */
  readonly isWhole: boolean;
  /** Whether `--notify` with the URL of a webhook was left out. */
  readonly lacksWebhook: boolean;
}

function toSentence(how: string, { text, isWhole, lacksWebhook }: LineToType): string {
  const secrets = isWhole ? '' : ', with your secrets in place of each …';
  const webhook = lacksWebhook
    ? '\nAdd --notify with its URL again, which is not shown; BITPOWR_BULK_NOTIFY can hold it.'
    : '';
  return `${how}${secrets}: ${text}${webhook}`;
}

function toPath(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url.replace(/^file:\/\//i, '');
  }
}

function toLine(
  program: string,
  words: readonly string[],
  { source, place }: { readonly source: string; readonly place: string },
): LineToType {
  const kept = withoutWebhooks(words);
  const others = kept.filter((word) => word !== source);
  const shown = kept.map((word) => (word === source ? place : toShellWord(hideUrlSecrets(word))));
  return {
    text: [program, ...shown].join(' '),
    isWhole: others.every((word) => hideUrlSecrets(word) === word),
    lacksWebhook: kept.length < words.length,
  };
}
