/** Sees every statement that this process gives to SQLite, and how SQLite carries it out. Changes nothing. */
import Libsql from 'libsql';

export interface WatchedStatement {
  readonly sql: string;
  /** Where it is prepared. */
  readonly sites: ReadonlySet<string>;
  /** Lines of `EXPLAIN QUERY PLAN`, of all its plans. */
  readonly plan: ReadonlySet<string>;
  /** How often it was carried out over one opened file, at most. */
  readonly mostRuns: number;
}

interface Seen {
  readonly sites: Set<string>;
  readonly plan: Set<string>;
  mostRuns: number;
}

type Method = (this: object, ...args: unknown[]) => unknown;
type Methods = Record<string, Method>;

const EXECUTIONS = ['run', 'get', 'all', 'iterate'] as const;
const HAS_PLAN = /^(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE TEMP TABLE \S+ AS)\b/i;

/** Watches until `stop`; statements come with the plan of their first execution over each file. */
export class SqlWatch {
  /** Lines of the program that gave SQLite anything, such as `journal/rows.ts:12`. */
  readonly sites = new Set<string>();
  readonly #seen = new Map<string, Seen>();
  readonly #runs = new WeakMap<object, Map<string, number>>();
  /** By the script that makes them. */
  readonly #twins = new Map<string, object>();
  readonly #driver = Libsql.prototype as unknown as Methods;
  readonly #prepare = toMethod(this.#driver, 'prepare');
  readonly #exec = toMethod(this.#driver, 'exec');
  readonly #close = toMethod(this.#driver, 'close');

  constructor() {
    const [onPrepare, onExec, onClose] = [this.#onPrepare, this.#onExec, this.#onClose].map((on) =>
      on.bind(this),
    );
    Object.assign(this.#driver, {
      prepare(this: object, sql: string) {
        return onPrepare?.(this, sql);
      },
      exec(this: object, sql: string) {
        return onExec?.(this, sql);
      },
      close(this: object) {
        return onClose?.(this, '');
      },
    });
  }

  stop(): void {
    Object.assign(this.#driver, { prepare: this.#prepare, exec: this.#exec, close: this.#close });
  }

  statements(): WatchedStatement[] {
    return [...this.#seen].map(([sql, seen]) => ({ sql, ...seen }));
  }

  #onPrepare(database: object, sql: string): unknown {
    const statement = this.#prepare.call(database, sql) as Methods;
    this.#note(database, sql);
    for (const name of EXECUTIONS) {
      const execute = toMethod(statement, name);
      statement[name] = (...args) => {
        this.#count(database, sql);
        return execute.apply(statement, args);
      };
    }
    return statement;
  }

  #onExec(database: object, script: string): unknown {
    for (const sql of toStatements(script)) {
      this.#note(database, sql);
      this.#count(database, sql);
    }
    return this.#exec.call(database, script);
  }

  /** What was prepared and not carried out has a plan as well: with all indexes that there are in the end. */
  #onClose(database: object): unknown {
    for (const [sql, runs] of this.#runs.get(database) ?? []) {
      if (runs === 0 && this.#seen.get(sql)?.mostRuns === 0) this.#explain(database, sql);
    }
    this.#runs.delete(database);
    return this.#close.call(database);
  }

  #note(database: object, sql: string): void {
    const site = toSite();
    this.sites.add(site);
    if (!HAS_PLAN.test(sql.trim())) return;
    const seen = this.#seen.get(sql) ?? { sites: new Set(), plan: new Set(), mostRuns: 0 };
    this.#seen.set(sql, seen);
    seen.sites.add(site);
    const runs = this.#runs.get(database) ?? new Map<string, number>();
    this.#runs.set(database, runs);
    runs.set(sql, runs.get(sql) ?? 0);
  }

  #count(database: object, sql: string): void {
    const runs = this.#runs.get(database);
    const before = runs?.get(sql);
    const seen = this.#seen.get(sql);
    if (runs === undefined || before === undefined || seen === undefined) return;
    if (before === 0) {
      if (seen.mostRuns === 0) seen.plan.clear();
      this.#explain(database, sql);
    }
    runs.set(sql, before + 1);
    seen.mostRuns = Math.max(seen.mostRuns, before + 1);
  }

  /** In an empty twin of the file: asking the file itself would leave a statement open there. */
  #explain(database: object, sql: string): void {
    const schema = this.#prepare.call(database, SCHEMA) as Methods;
    const { script } = toMethod(schema, 'get').call(schema, []) as { readonly script: string | null };
    const twin = this.#openTwin(script ?? '');
    const lines = this.#prepare.call(twin, `EXPLAIN QUERY PLAN ${sql}`) as Methods;
    for (const { detail } of toMethod(lines, 'all').call(lines, []) as { readonly detail: string }[]) {
      this.#seen.get(sql)?.plan.add(detail);
    }
  }

  #openTwin(script: string): object {
    const known = this.#twins.get(script);
    if (known !== undefined) return known;
    const twin = new Libsql(':memory:');
    this.#exec.call(twin, script);
    this.#twins.set(script, twin);
    return twin;
  }
}

/** What the tables and indexes of a file, and its temporary ones, were created by. */
const SCHEMA = `SELECT group_concat(sql, ';') AS script FROM (
  SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' UNION ALL SELECT sql FROM sqlite_temp_master)`;

function toMethod(owner: Methods, name: string): Method {
  const method = owner[name];
  if (method === undefined) throw new Error(`The driver has no ${name}.`);
  return method;
}

/** The statements of a script; none of ours has a semicolon in a text. */
function toStatements(script: string): string[] {
  return script
    .replace(/--.*$/gm, '')
    .split(';')
    .map((sql) => sql.trim())
    .filter((sql) => sql !== '');
}

/** The line of the program, outside the one file that passes statements on. */
function toSite(): string {
  const { stack = '' } = new Error();
  const frames = [...stack.matchAll(/\/src\/([\w/.-]+\.ts):(\d+)/g)].filter(
    ([, path]) => path !== 'journal/open.ts',
  );
  const [, path = '', line = ''] = frames[0] ?? [];
  return `${path}:${line}`;
}
