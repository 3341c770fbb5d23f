/** Files that are either whole or not there, readable by their owner only. */
import { withTempFile, type WriteChunk } from './temp-file.js';

/**
 * Writes a file of mode 0600 by way of a temporary one next to it: fsync, rename, fsync of the folder. When anything
 * fails, what was under the name before is untouched and the temporary file is gone.
 *
 * Throws `output_unwritable`, which names the path and the reason; errors of the callback itself pass unchanged.
 *
 * @example await withAtomicFile('reports/x/summary.json', (write) => write('{}\n'));
 */
export async function withAtomicFile<T>(
  path: string,
  callback: (write: WriteChunk) => Promise<T>,
): Promise<T> {
  return withTempFile(path, async (file) => {
    const result = await callback(file.write);
    await file.publish();
    return result;
  });
}
