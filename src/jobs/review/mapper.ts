/** Map: what is shown of the columns, and changes of the mapping. */
import { join } from 'node:path';
import { BulkError } from '../../core/errors.js';
import { writeMapping } from '../map/write-mapping.js';
import { toShellWord } from '../shell-word.js';
import type {
  ColumnsAnswer,
  MappingRequest,
  SaveMappingAnswer,
  SentAnswer,
  ValuesAnswer,
} from './answers/map.js';
import { changeDraft } from './change-draft.js';
import { toColumnsAnswer } from './columns-answer.js';
import { EditConflict } from './conflict.js';
import { toFieldOf } from './draft.js';
import { toSentAnswer } from './sent.js';
import type { ReviewSession } from './session.js';
import { toValuesAnswer } from './values-answer.js';
import type { StepFacts } from './words.js';

const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._ -]{0,94}\.json$/;

export class Mapper {
  readonly #session: ReviewSession;

  constructor(session: ReviewSession) {
    this.#session = session;
  }

  /** What the sentences about the mapping are made of. */
  get facts(): Pick<StepFacts, 'columns' | 'decided' | 'open' | 'fault'> {
    if (this.#session.store.info.get('draft') === undefined) return { columns: 0, decided: 0, open: [] };
    const { store, drafted } = this.#session;
    const { columns } = store.require('source');
    const draft = store.require('draft');
    const fields = columns.map((_name, at) => toFieldOf(draft, at, columns));
    return {
      columns: columns.length,
      decided: fields.filter((field) => field !== null && field !== '').length,
      open: columns.filter((_name, at) => fields[at] === null),
      ...(drafted.isSound ? {} : { fault: drafted.fault }),
    };
  }

  get columns(): ColumnsAnswer {
    this.#session.assertRead();
    return toColumnsAnswer(this.#session.store, this.#session.drafted);
  }

  /** A step of the history, on disk once it resolves; the rows are checked again in the background. Throws `config_invalid`, `EditConflict`, `review_busy`. */
  async change({ id, base, change }: MappingRequest): Promise<ColumnsAnswer> {
    this.#session.assertRead();
    const { store, deps } = this.#session;
    const { history, info } = store;
    if (history.wasDone(id)) return this.columns;
    if (base !== store.revision) throw new EditConflict(store.revision, []);
    const before = store.require('draft');
    const { draft, name } = changeDraft(before, change, store.require('source').columns);
    const mapping = { before: JSON.stringify(before), after: JSON.stringify(draft) };
    // A list that is chosen from by typing says the same choice for each letter: nothing to take back.
    if (mapping.before === mapping.after) return this.columns;
    store.file.transact(() => {
      history.add({ name, mapping }, []);
      history.noteDone(id, base + 1);
      info.set('draft', draft);
      info.set('revision', base + 1);
      info.set('savedAt', deps.clock.now());
    });
    void this.#session.startCheck();
    await store.file.sync();
    return this.columns;
  }

  /** Writes the mapping file into the folder of the review. Throws `config_invalid` for a path. */
  save(name: string): SaveMappingAnswer {
    this.#session.assertRead();
    if (!FILE_NAME.test(name)) {
      const message = `Expected the name of a file that ends in .json, got ${JSON.stringify(name)}.`;
      throw new BulkError('config_invalid', message, {
        hint: 'Use letters, digits, ".", "_", "-" and spaces.',
      });
    }
    const { store, deps, drafted } = this.#session;
    const path = join(store.folder, name);
    writeMapping(path, drafted.file, { force: true });
    const source = toShellWord(store.require('source').path);
    return { path, command: `${deps.program} import ${source} --mapping ${toShellWord(path)} --dry-run` };
  }

  /** Distinct values of a column, and what is sent for each. */
  values(column: number): ValuesAnswer {
    this.#session.assertRead();
    const { store, check } = this.#session;
    const field = toFieldOf(store.require('draft'), column, store.require('source').columns) ?? '';
    return toValuesAnswer(store, { column, field }, (row) => check?.toFieldText(row, field) ?? '');
  }

  sent(row: number): SentAnswer {
    this.#session.assertRead();
    return toSentAnswer(this.#session.store, row, this.#session.check);
  }
}
