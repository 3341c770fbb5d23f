/** A journal's file whose changes are also handed to a log, in the order of their commits. */
import type { Change, RunLog } from '../core/run-log.js';
import type { SqlFile } from './open.js';

/** Settings of this connection, and the marks of a transaction, which is not logged as such. */
const NO_CHANGE = /^\s*(PRAGMA|BEGIN|COMMIT|ROLLBACK)\b/i;

/** `sync` resolves once all earlier commits are on disk and in the log. */
export function toLoggedFile(file: SqlFile, log: RunLog): SqlFile {
  /** Of the open transaction; undefined: each statement is its own. */
  let open: Change[] | undefined;
  const note = (change: Change): void => {
    if (open === undefined) log.append([change]);
    else open.push(change);
  };
  return {
    ...file,
    prepare: (sql) => {
      const statement = file.prepare(sql);
      return {
        ...statement,
        run: (parameters) => {
          const result = statement.run(parameters);
          note({ sql, parameters: [...parameters] });
          return result;
        },
      };
    },
    exec: (sql) => {
      file.exec(sql);
      if (!NO_CHANGE.test(sql)) note({ sql, parameters: [] });
    },
    transact: (work) => {
      const changes: Change[] = [];
      open = changes;
      try {
        const result = file.transact(work);
        open = undefined;
        log.append(changes);
        return result;
      } finally {
        open = undefined;
      }
    },
    sync: async () => {
      await Promise.all([file.sync(), log.flush()]);
    },
  };
}
