/** What there is to say of a source's rows as a whole, digested as they go by. */
import type { Mapping, SourceRow } from '../../core/types.js';
import { ColumnProfiles, type ColumnProfile } from './column-profiles.js';

export class SourceDigest {
  readonly #mapping: Mapping;
  readonly #profiles: ColumnProfiles;

  /** `samples`: whether some values of each column are kept, masked. */
  constructor(mapping: Mapping, { samples }: { readonly samples: boolean }) {
    this.#mapping = mapping;
    this.#profiles = new ColumnProfiles(mapping.columns, { samples: samples ? 3 : 0 });
  }

  /** Passes batches on and takes in what goes by. */
  async *watch(batches: AsyncIterable<readonly SourceRow[]>): AsyncGenerator<readonly SourceRow[]> {
    for await (const batch of batches) {
      for (const { cells } of batch) this.#profiles.add(cells);
      yield batch;
    }
  }

  /** Each column, and the field that it is read as; empty where it is not read. */
  toColumns(): (ColumnProfile & { readonly field: string })[] {
    return this.#profiles.toProfiles().map((profile, at) => ({ ...profile, field: this.#toField(at) }));
  }

  #toField(at: number): string {
    const use = this.#mapping.uses[at];
    switch (use?.kind) {
      case 'field':
        return use.field;
      case 'metaData':
        return `metaData.${use.key}`;
      case 'first_name':
        return 'name (first)';
      case 'last_name':
        return 'name (last)';
      case 'part':
        return use.of.map((field) => `${field} (part)`).join(', ');
      default:
        return '';
    }
  }
}
