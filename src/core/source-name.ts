/** What a source is called outside of this machine. */
import { basename } from 'node:path';

/** The name of the file without its folder, `-` for standard input; of a URL, without its query, which may sign it. */
export function toSourceName(source: string): string {
  const isUrl = /^[a-z][a-z\d+.-]*:\/\//i.test(source);
  return basename(isUrl ? source.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//') : source);
}
