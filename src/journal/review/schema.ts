/** The tables of a review, as migrations from one version to the next: a source's rows as a person corrects them. */
export const REVIEW_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE cells (
    row INTEGER PRIMARY KEY,
    line INTEGER NOT NULL,
    cells TEXT NOT NULL,                -- JSON array of text, with all edits
    doubts TEXT                         -- JSON SourceDoubt[]; null: none
  );

  CREATE TABLE edited (
    row INTEGER NOT NULL,
    at INTEGER NOT NULL,                -- position of the column
    before TEXT NOT NULL,               -- JSON text, as in the source
    PRIMARY KEY (row, at)
  ) WITHOUT ROWID;

  CREATE TABLE left_out (row INTEGER PRIMARY KEY);

  CREATE TABLE verdicts (
    row INTEGER PRIMARY KEY,
    state TEXT NOT NULL,                -- ready, invalid, skipped
    why TEXT NOT NULL DEFAULT ''        -- of a skipped row
  );
  CREATE INDEX verdicts_state ON verdicts (state) WHERE state <> 'ready';

  CREATE TABLE problems (
    id INTEGER PRIMARY KEY,
    row INTEGER NOT NULL,
    at INTEGER NOT NULL,                -- -1: the row as a whole
    kind TEXT NOT NULL,
    severity TEXT NOT NULL,             -- error, warning
    message TEXT NOT NULL,
    hint TEXT NOT NULL,
    suggestion TEXT,                    -- the whole cell
    sure INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX problems_row ON problems (row, at);
  CREATE INDEX problems_kind ON problems (kind, at, row);

  CREATE TABLE keys (
    name TEXT NOT NULL,                 -- uid, externalId, email, or a rule of the user's
    value TEXT NOT NULL,
    row INTEGER NOT NULL,
    PRIMARY KEY (name, value, row)
  ) WITHOUT ROWID;
  CREATE INDEX keys_row ON keys (row);

  CREATE TABLE steps (
    number INTEGER PRIMARY KEY,         -- in the order of the history
    name TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    mapping_before TEXT,                -- JSON MappingFile; null: the step changed none
    mapping_after TEXT
  );

  CREATE TABLE changes (
    step INTEGER NOT NULL,
    row INTEGER NOT NULL,
    at INTEGER NOT NULL,                -- -1: 1 if the row is left out
    before TEXT NOT NULL,               -- JSON text
    after TEXT NOT NULL,
    PRIMARY KEY (step, row, at)
  ) WITHOUT ROWID;

  CREATE TABLE touched (
    row INTEGER NOT NULL,
    at INTEGER NOT NULL,
    revision INTEGER NOT NULL,          -- the last one that changed the cell
    PRIMARY KEY (row, at)
  ) WITHOUT ROWID;

  CREATE TABLE requests (
    id TEXT PRIMARY KEY,                -- as the caller named it: done once
    revision INTEGER NOT NULL
  ) WITHOUT ROWID;
  `,
];
