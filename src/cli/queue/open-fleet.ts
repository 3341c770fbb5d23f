/** The queue of `--queue`, lent to a command. */
import { BulkError } from '../../core/errors.js';
import { readSmallText } from '../../core/small-file.js';
import { toReasonText } from '../../core/system-reason.js';
import { listUrlSecrets } from '../../core/url-secrets.js';
import { assertInstalled, openBoss } from '../../fleet/boss.js';
import { openDatabase } from '../../fleet/database.js';
import type { Fleet } from '../../fleet/enqueue.js';
import { assertQueueUrl } from '../../fleet/queue-url.js';
import { listHidden } from '../hidden.js';

/** `postgres://…`, also of a file. Throws `config_invalid`; no message shows the URL. */
export function readQueueUrl(word: string): string {
  const url = readWord(word);
  assertQueueUrl(url);
  return url;
}

function readWord(word: string): string {
  if (!word.startsWith('@')) return word;
  const path = word.slice(1);
  const url = readFile(path).trim();
  if (/^postgres(ql)?:\/\/\S+$/.test(url)) return url;
  throw new BulkError('config_invalid', `Expected ${path} of --queue to have one line postgres://….`, {
    hint: FILE_HINT,
  });
}

const FILE_HINT = 'Write postgres://USER:PASSWORD@HOST/DATABASE into the file, or correct its path.';

function readFile(path: string): string {
  try {
    return readSmallText(path);
  } catch (cause) {
    const message = `The file ${path} of --queue can not be read: ${toReasonText(cause)}.`;
    throw new BulkError('config_invalid', message, { cause, hint: FILE_HINT });
  }
}

/** What no output may contain. */
export function listQueueSecrets(url: string): readonly string[] {
  return [...listUrlSecrets(url), ...listHidden({}, [url])];
}

export interface OpenFleet extends Fleet {
  readonly url: string;
}

/** Throws `queue_unsupported`, `queue_unreachable`, `queue_newer`. */
export async function withFleet<T>(
  url: string,
  onFault: (message: string) => void,
  use: (fleet: OpenFleet) => Promise<T>,
): Promise<T> {
  await assertInstalled();
  const pool = await openDatabase(url);
  try {
    const boss = await openBoss({ url, onFault });
    try {
      return await use({ url, boss, pool });
    } finally {
      await boss.stop({ graceful: false });
    }
  } finally {
    await pool.end();
  }
}
