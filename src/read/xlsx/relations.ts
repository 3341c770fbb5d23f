/** Which parts of a workbook a part refers to. */
import { posix } from 'node:path';
import type { Archive } from './archive.js';
import { readSmallPart } from './read-part.js';

export interface Relation {
  readonly id: string;
  /** The end of its type's address, common to both kinds of OOXML: `worksheet`. */
  readonly kind: string;
  readonly path: string;
}

/** The targets of a part's relations; none if it has no relations. */
export async function readRelations(archive: Archive, path: string): Promise<Relation[]> {
  const relationsPath = posix.join(posix.dirname(path), '_rels', `${posix.basename(path)}.rels`);
  const relations: Relation[] = [];
  if (!archive.has(relationsPath)) return relations;
  await readSmallPart(archive, relationsPath, {
    onOpen: (tag, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode }) => {
      if (tag !== 'Relationship' || mode === 'External') return;
      const resolved = posix.resolve('/', posix.dirname(path), target).slice(1);
      relations.push({ id, kind: type.slice(type.lastIndexOf('/') + 1), path: resolved });
    },
    onClose: () => undefined,
    onText: () => undefined,
  });
  return relations;
}
