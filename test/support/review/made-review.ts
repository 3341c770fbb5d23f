/** A review in memory, with the answers that the page needs: for tests of the page alone. */
import type {
  ApplyAnswer,
  ChangesAnswer,
  ColumnsAnswer,
  Counts,
  EditOp,
  FindAnswer,
  KindsAnswer,
  PreviewAnswer,
  RowsAnswer,
  SentAnswer,
  StateAnswer,
  StepAnswer,
  UndoAnswer,
} from '../../../src/review/wire.js';
import { COLUMNS, findProblems, makeCells, toGridRow, type MadeRow } from './made-rows.js';

export interface MadeOptions {
  readonly rows?: number;
  readonly columns?: number;
  readonly mode?: 'TEST' | 'LIVE' | 'none' | 'failed';
}

interface Step {
  readonly name: string;
  readonly before: ReadonlyMap<number, MadeRow>;
  readonly after: ReadonlyMap<number, MadeRow>;
}

const TITLES: Readonly<Record<string, string>> = {
  name_missing: 'Name is missing.',
  email_invalid: 'Email is not an address.',
  phone_digits: 'Phone lost its last digits.',
  email_domain: 'Email domain looks misspelt.',
  zip_zero: 'Zip code lost its first zero.',
  letters: 'Broken letters.',
};

export class MadeReview {
  readonly #rows: MadeRow[];
  readonly #columns: number;
  readonly #mode: 'TEST' | 'LIVE' | 'none' | 'failed';
  readonly #answered = new Map<string, StepAnswer>();
  readonly #views = new Map<string, readonly number[]>();
  #done: Step[] = [];
  #undone: Step[] = [];
  #field: Record<number, string> = {
    0: 'externalId',
    1: 'name',
    2: 'email',
    3: 'phone',
    4: 'address.zipcode',
    5: 'address.city',
    6: '',
  };
  #chosenOut = new Set<number>();
  #applied: ApplyAnswer['state'] = 'none';
  #order = 1;
  revision = 1;

  constructor({ rows = 2418, columns = COLUMNS.length, mode = 'TEST' }: MadeOptions = {}) {
    this.#columns = columns;
    this.#mode = mode;
    this.#rows = Array.from({ length: rows }, (_, at) => {
      const cells = makeCells(at + 1, columns);
      return { row: at + 1, first: cells, cells, isOut: false };
    });
  }

  state(): StateAnswer {
    const counts = this.counts();
    const open = (note: string, verdict: string, more: string) => ({
      isOpen: true,
      why: '',
      note,
      verdict,
      more,
    });
    return {
      order: this.#order++,
      run: 'nov25-b',
      command: 'bitpowr-bulk review nov25-b',
      file: { name: 'customers-november.xlsx', part: 'Sheet Customers', rows: counts.rows },
      revision: this.revision,
      savedAt: '2026-11-25T21:41:07Z',
      counts,
      steps: {
        map: open(
          '6 of 7',
          'One thing to decide: the column Land.',
          '6 of 7 columns are mapped. If you continue, Land is not sent.',
        ),
        fix: open(
          `${counts.mustFix} left`,
          `${counts.mustFix} rows must be fixed. ${counts.ready} are ready, ${counts.leftOut} are left out.`,
          'You can go on now: rows that are not fixed are not sent, and stay in rejected.csv.',
        ),
        preview: open(
          '',
          '4 customers would change in TEST. 1 field would be emptied.',
          'Nothing has been changed yet.',
        ),
        apply: open('', 'Applying to TEST: 1,019 of 1,592 customers done.', 'About 2 minutes left.'),
      },
      undo: this.#done.at(-1)?.name ?? '',
      redo: this.#undone.at(-1)?.name ?? '',
      connection: this.#toConnection(),
      files: [{ name: 'corrected.xlsx', note: `${counts.rows} rows`, isThere: true }],
    };
  }

  #toConnection(): StateAnswer['connection'] {
    if (this.#mode === 'none')
      return { mode: 'none', command: 'bitpowr-bulk review customers-november.xlsx --credentials FILE' };
    if (this.#mode === 'failed') {
      const text = 'The server does not take the credential.';
      return { mode: 'failed', error: { code: 'credential_rejected', text, remedy: 'Use another one.' } };
    }
    return {
      mode: this.#mode,
      organisation: 'Example Finance GmbH',
      server: 'sandbox.example.com',
      credentialFrom: 'acme-test.env',
    };
  }

  counts(): Counts {
    const grid = this.#rows.map(toGridRow);
    const leftOut = grid.filter(({ status }) => status === 'left_out').length;
    const mustFix = grid.filter(({ status }) => status === 'must_fix').length;
    const worthALook = grid.filter(
      ({ status, problems }) => status === 'ready' && problems.length > 0,
    ).length;
    return {
      rows: grid.length,
      mustFix,
      ready: grid.length - mustFix - leftOut,
      leftOut,
      skipped: 0,
      worthALook,
      toDo: mustFix + worthALook,
      changed: grid.filter(({ edited }) => edited !== undefined).length,
    };
  }

  columns(): ColumnsAnswer {
    const names = Array.from({ length: this.#columns }, (_, at) => COLUMNS[at] ?? `Spalte ${at + 1}`);
    return {
      revision: this.revision,
      columns: names.map((name, at) => {
        const field = this.#field[at] ?? `metaData.c${at + 1}`;
        const samples = this.#rows.slice(0, 3).map(({ first }) => first[at] ?? '');
        return {
          at,
          name,
          samples,
          filled: at === 1 ? 0.99 : 1,
          field,
          why: field === '' ? 'Could be address.country or not needed' : 'Same meaning as the header',
          state: field === '' ? 'open' : 'decided',
          proposals: [],
          isKey: at === 0,
          rivals: [],
          unknownValues: 0,
        };
      }),
      fields: [
        { group: 'needed', names: ['name', 'externalId', 'email'] },
        { group: 'customer', names: ['phone', 'description'] },
        { group: 'address', names: ['address.street', 'address.city', 'address.zipcode', 'address.country'] },
      ],
      keys: [
        {
          field: 'externalId',
          column: 'Kundennr.',
          filled: this.#rows.length,
          rows: this.#rows.length,
          twice: 6,
        },
      ],
      rules: [
        {
          kind: 'constant',
          field: 'metaData.source',
          columns: [],
          text: 'Constant: source = crm-export',
          isEditable: true,
          value: 'crm-export',
        },
      ],
      doubts: [],
      missing: [],
    };
  }

  map(at: number, field: string): ColumnsAnswer {
    this.#field[at] = field;
    this.revision += 1;
    return this.columns();
  }

  sent(row: number): SentAnswer {
    const cells = this.#rows[row - 1]?.cells ?? [];
    return {
      row,
      fields: cells.slice(0, 6).map((value, at) => ({ field: this.#field[at] ?? '', value, from: '' })),
      why: '',
      ...(row > 1 ? { previous: row - 1 } : {}),
      ...(row < this.#rows.length ? { next: row + 1 } : {}),
    };
  }

  kinds(): KindsAnswer {
    const found = new Map<
      string,
      { severity: 'must' | 'look'; at: number; rows: number; acceptable: number }
    >();
    for (const problem of this.#rows.flatMap(findProblems)) {
      const { kind, severity, at, suggestion } = problem;
      const old = found.get(kind) ?? { severity, at, rows: 0, acceptable: 0 };
      found.set(kind, {
        ...old,
        rows: old.rows + 1,
        acceptable: old.acceptable + (suggestion === undefined ? 0 : 1),
      });
    }
    const kinds = [...found].map(([kind, { severity, at, rows, acceptable }]) => ({
      kind,
      severity,
      mark: '!',
      title: TITLES[kind] ?? kind,
      rows,
      cells: rows,
      acceptable,
      columns: [{ at, name: COLUMNS[at] ?? '', cells: rows, acceptable }],
      remedy: '',
    }));
    return {
      revision: this.revision,
      kinds: kinds.sort((a, b) =>
        a.severity === b.severity ? b.rows - a.rows : a.severity === 'must' ? -1 : 1,
      ),
    };
  }

  rows(query: URLSearchParams): RowsAnswer {
    const name = query.get('view') ?? this.#makeView(query);
    const view = this.#views.get(name) ?? [];
    const from = Number(query.get('from'));
    const rows = view.slice(from, from + Number(query.get('n'))).flatMap((row) => {
      const made = this.#rows[row - 1];
      return made === undefined
        ? []
        : [{ ...toGridRow(made), ...(this.#meets(made, query) ? {} : { isFixed: true }) }];
    });
    const nearest =
      view.length === 0 && query.get('q') === 'hlom' ? { nearest: { text: 'holm', rows: 3 } } : {};
    return { view: name, revision: this.revision, total: view.length, fixedSince: 0, from, rows, ...nearest };
  }

  find(query: URLSearchParams): FindAnswer {
    const view = query.get('view') ?? this.#makeView(query);
    const back = query.get('dir') === 'previous';
    const [row, at] = [Number(query.get('row') ?? 0), Number(query.get('at') ?? -2)];
    const kinds = query.getAll('kind');
    const cells = (this.#views.get(view) ?? []).flatMap((number, index) => {
      const made = this.#rows[number - 1];
      const problems = made === undefined ? [] : findProblems(made);
      return problems
        .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
        .map((problem) => ({ row: number, at: problem.at, index }));
    });
    const after = cells.filter((cell) => cell.row > row || (cell.row === row && cell.at > at));
    const before = cells.filter((cell) => cell.row < row || (cell.row === row && cell.at < at));
    const found = back ? before.at(-1) : after[0];
    return { view, ...(found === undefined ? {} : { found }) };
  }

  edit(id: string, ops: readonly EditOp[]): StepAnswer {
    const known = this.#answered.get(id);
    if (known !== undefined) return known;
    const [first] = ops;
    const name =
      first === undefined
        ? 'nothing'
        : first.op === 'leave_out'
          ? 'leave out 1 row'
          : `edit row ${first.row}`;
    const answer = this.#change(name, ops);
    this.#answered.set(id, answer);
    return answer;
  }

  accept(kind: string): StepAnswer {
    const ops = this.#rows.flatMap((made) =>
      findProblems(made).flatMap((problem) =>
        problem.kind === kind && problem.suggestion?.isSure === true
          ? [{ op: 'accept' as const, row: made.row, at: problem.at }]
          : [],
      ),
    );
    return this.#change(`accept ${ops.length}`, ops);
  }

  replace(column: number, find: string, replace: string): StepAnswer {
    const ops = this.#rows
      .filter(({ cells }) => cells[column]?.includes(find) === true)
      .map(({ row, cells }) => ({
        op: 'set' as const,
        row,
        at: column,
        value: (cells[column] ?? '').replaceAll(find, replace),
      }));
    return this.#change(`replace in ${COLUMNS[column] ?? ''}`, ops);
  }

  count(column: number, find: string): number {
    return this.#rows.filter(({ cells }) => cells[column]?.includes(find) === true).length;
  }

  move(way: 'undo' | 'redo'): StepAnswer {
    const step = way === 'undo' ? this.#done.pop() : this.#undone.pop();
    if (step === undefined) return this.#answer('Nothing to take back.', 0, undefined);
    if (way === 'undo') this.#undone.push(step);
    else this.#done.push(step);
    const rows = way === 'undo' ? step.before : step.after;
    for (const [number, made] of rows) this.#rows[number - 1] = made;
    const [first] = rows.keys();
    const at = this.#rows[(first ?? 1) - 1]?.cells.findIndex(
      (value, place) => value !== step[way === 'undo' ? 'after' : 'before'].get(first ?? 1)?.cells[place],
    );
    return this.#answer(
      `${way === 'undo' ? 'Undone' : 'Done again'}: ${step.name}.`,
      rows.size,
      first === undefined ? undefined : { row: first, at: at ?? 0 },
    );
  }

  cell(row: number, at: number): string {
    return this.#rows[row - 1]?.cells[at] ?? '';
  }

  isOut(row: number): boolean {
    return this.#rows[row - 1]?.isOut ?? false;
  }

  rowsOf(numbers: Iterable<number>) {
    return [...numbers].slice(0, 200).flatMap((number) => {
      const made = this.#rows[number - 1];
      return made === undefined ? [] : [toGridRow(made)];
    });
  }

  preview(): PreviewAnswer {
    return {
      order: this.#order++,
      state: 'ready',
      plan: `plan-${this.#chosenOut.size}`,
      checkedAt: '2026-11-25T21:48:00Z',
      done: 2418,
      total: 2418,
      kinds: [
        { kind: 'emptied', mark: '-', rows: 1 },
        { kind: 'conflict', mark: '?', rows: 1 },
        { kind: 'updated', mark: '~', rows: 1 },
        { kind: 'created', mark: '+', rows: 300 },
        { kind: 'unchanged', mark: '=', rows: 814 },
      ],
      emptiedFields: 1,
      fields: [
        { field: 'address.zipcode', rows: 136 },
        { field: 'phone', rows: 97 },
      ],
      sending: {
        creates: 300 - this.#chosenOut.size,
        updates: 2,
        addresses: 300,
        addressesOnly: 0,
        addressKind: 'BTC',
        requests: 602,
        time: '5 to 9 min',
      },
      leftOut: this.#chosenOut.size,
      staleRows: 0,
    };
  }

  changes(query: URLSearchParams): ChangesAnswer {
    const field = (name: string, before: string, after: string) => ({
      field: name,
      before,
      after,
      isEmptied: after === '',
    });
    const base = { isChosen: true, canChoose: true, address: '', why: '', warnings: [] };
    const all: ChangesAnswer['changes'] = [
      {
        ...base,
        row: 212,
        kind: 'emptied',
        mark: '-',
        name: 'Holger Weiss',
        foundBy: 'found by externalId CUS-10212',
        fields: [
          field('address.street', 'Lindenweg 4, Flat 3', ''),
          field('phone', '+49 30 5550 1843', '+49 30 5550 1834'),
        ],
      },
      {
        ...base,
        row: 41,
        kind: 'conflict',
        mark: '?',
        name: 'Mina Sato',
        foundBy: 'CUS-10041 and the email belong to two customers',
        canChoose: false,
        isChosen: false,
        why: 'Mina Sato by externalId, M. Sato-Berg by email. Nothing is sent.',
        fields: [],
      },
      {
        ...base,
        row: 43,
        kind: 'updated',
        mark: '~',
        name: 'Ana Silva',
        foundBy: 'found by externalId CUS-10043',
        fields: [
          field('email', 'ana.silva@exmaple.com', 'ana.silva@example.com'),
          field('address.zipcode', '1147', '01147'),
        ],
      },
      ...Array.from({ length: 300 }, (_, at) => ({
        ...base,
        row: 500 + at,
        kind: 'created' as const,
        mark: '+',
        name: `Ruth Adeyemi ${at + 1}`,
        foundBy: `no customer has CUS-${10500 + at}`,
        address: 'one will be requested',
        fields: [
          field('name', '', `Ruth Adeyemi ${at + 1}`),
          field('email', '', `ruth${at}@example.com`),
          field('phone', '', '+234 1 555 0123'),
        ],
      })),
    ];
    const kinds = query.getAll('kind');
    const [q, from] = [query.get('q')?.toLowerCase() ?? '', Number(query.get('from'))];
    const met = all
      .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
      .filter((change) => JSON.stringify(change).toLowerCase().includes(q))
      .map((change) => ({ ...change, isChosen: change.canChoose && !this.#chosenOut.has(change.row) }));
    return { total: met.length, from, changes: met.slice(from, from + Number(query.get('n'))) };
  }

  choose(rows: readonly number[], isChosen: boolean): PreviewAnswer {
    for (const row of rows)
      if (isChosen) this.#chosenOut.delete(row);
      else this.#chosenOut.add(row);
    return this.preview();
  }

  setApply(state: ApplyAnswer['state']): ApplyAnswer {
    this.#applied = state;
    return this.apply();
  }

  apply(): ApplyAnswer {
    const isDone = this.#applied === 'done';
    return {
      order: this.#order++,
      state: this.#applied,
      run: 'nov25-b',
      total: 1592,
      created: 742,
      updated: 263,
      unchanged: 0,
      failed: 14,
      waiting: isDone ? 0 : 573,
      requests: { done: 1757, total: 2796 },
      addresses: { done: 738, total: 1204 },
      rate: { now: 9.4, limit: 10 },
      responseMs: 210,
      waited: { ms: 2000, times: 1 },
      timeline: {
        startedAt: '2026-11-25T21:50:00Z',
        intervalMs: 3000,
        requests: Array.from({ length: 60 }, (_, at) =>
          at === 26 || at === 27 ? 0 : Math.min(29, 8 + at * 3) - (at % 4),
        ),
        waits: [{ interval: 26, ms: 2000 }],
      },
      causes: [
        {
          code: 'api_unavailable',
          mark: 'x',
          text: 'The server answered with an error (503), after 4 tries',
          rows: 9,
          firstRow: 388,
          firstName: 'Ola Berg',
          remedy: 'Try again afterwards.',
          canRetry: true,
        },
        {
          code: 'api_rejected',
          mark: 'x',
          text: 'The server refused the email: already in use',
          rows: 5,
          firstRow: 611,
          firstName: 'Eva Lund',
          remedy: 'Give the row another email.',
          canRetry: false,
        },
      ],
      files: [
        { name: 'report.html', note: isDone ? '212 KB' : 'when done', isThere: isDone },
        { name: 'results.csv', note: 'grows', isThere: true },
      ],
      commands: ['bitpowr-bulk resume nov25-b', 'bitpowr-bulk undo nov25-b'],
      latest: [
        { row: 1204, name: 'Ivo Marek', mark: '+', text: 'created', at: '2026-11-25T21:53:07Z' },
        { row: 1198, name: 'Timo Raab', mark: 'x', text: '503', at: '2026-11-25T21:53:06Z' },
      ],
      retryable: isDone ? 9 : 0,
      startedAt: '2026-11-25T21:50:00Z',
      finishedAt: isDone ? '2026-11-25T21:55:04Z' : '',
    };
  }

  undoing(): UndoAnswer {
    const field = { field: 'phone', before: '+49 30 5550 1834', after: '+49 30 5550 1843', isEmptied: false };
    const emptied = { field: 'address.city', before: 'Berlin', after: '', isEmptied: true };
    return {
      restored: 263,
      made: 742,
      unknown: 1,
      changes: Array.from({ length: 100 }, (_, at) => ({
        row: 43 + at,
        name: 'Ana Silva',
        fields: at === 0 ? [field, emptied] : [field],
      })),
    };
  }

  #change(name: string, ops: readonly EditOp[]): StepAnswer {
    const [before, after] = [new Map<number, MadeRow>(), new Map<number, MadeRow>()];
    for (const op of ops) {
      const made = this.#rows[op.row - 1];
      if (made === undefined) continue;
      before.set(op.row, before.get(op.row) ?? made);
      const next = this.#apply(made, op);
      this.#rows[op.row - 1] = next;
      after.set(op.row, next);
    }
    this.#done.push({ name, before, after });
    this.#undone = [];
    return this.#answer(`${after.size} rows changed and checked again.`, after.size, undefined);
  }

  #apply(made: MadeRow, op: EditOp): MadeRow {
    if (op.op === 'set') return { ...made, cells: made.cells.with(op.at, op.value) };
    if (op.op !== 'accept') return { ...made, isOut: op.op === 'leave_out' };
    const value = findProblems(made).find(({ at }) => at === op.at)?.suggestion?.value;
    return value === undefined ? made : { ...made, cells: made.cells.with(op.at, value) };
  }

  #answer(text: string, changed: number, first: { row: number; at: number } | undefined): StepAnswer {
    this.revision += 1;
    const { counts, undo, redo, savedAt } = this.state();
    return {
      revision: this.revision,
      counts,
      undo,
      redo,
      savedAt,
      changed,
      text,
      ...(first === undefined ? {} : { first }),
    };
  }

  #makeView(query: URLSearchParams): string {
    const name = `view-${this.#views.size}`;
    this.#views.set(
      name,
      this.#rows.filter((made) => this.#meets(made, query)).map(({ row }) => row),
    );
    return name;
  }

  #meets(made: MadeRow, query: URLSearchParams): boolean {
    const show = query.get('show') ?? 'all';
    const kinds = query.getAll('kind');
    const q = query.get('q')?.toLowerCase();
    const problems = findProblems(made);
    if (show === 'todo' && problems.length === 0) return false;
    if (show === 'changed' && made.cells.every((value, at) => value === made.first[at])) return false;
    if (show === 'left_out' && !made.isOut) return false;
    if (query.has('failed') && (made.row < 611 || made.row > 615)) return false;
    if (kinds.length > 0 && !problems.some(({ kind }) => kinds.includes(kind))) return false;
    return q === undefined || made.cells.some((value) => value.toLowerCase().includes(q));
  }
}
