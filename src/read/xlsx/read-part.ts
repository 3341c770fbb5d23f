/** One part of a workbook, read to its end. */
import { finished } from 'node:stream/promises';
import type { Archive } from './archive.js';
import { toPartError, toWorkbookError } from './errors.js';
import { MAX_SMALL_PART_BYTES } from './limits.js';
import { makeXmlReader, type XmlHandlers } from './xml.js';

/** Throws `source_unreadable`, and what the handlers throw. */
export async function readPart(archive: Archive, path: string, handlers: XmlHandlers): Promise<void> {
  try {
    const read = makeXmlReader(handlers);
    for await (const chunk of await archive.open(path)) read(chunk as Buffer);
    read(undefined);
  } catch (error) {
    throw toPartError(archive.name, path, error);
  }
}

/** Unpacks a part to its end. Throws `source_unreadable` if it is not as it was written. */
export async function verifyPart(archive: Archive, path: string): Promise<void> {
  try {
    await finished((await archive.open(path)).resume());
  } catch (error) {
    throw toPartError(archive.name, path, error);
  }
}

/** Like `readPart`, for parts whose content is kept in memory. */
export async function readSmallPart(archive: Archive, path: string, handlers: XmlHandlers): Promise<void> {
  if (archive.sizeOf(path) > MAX_SMALL_PART_BYTES)
    throw toWorkbookError(archive.name, `has a part ${path} that is far too large`);
  await readPart(archive, path, handlers);
}
