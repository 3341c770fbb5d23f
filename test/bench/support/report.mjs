/** The figures as one table: ratios first, absolutes second, notes below. */
import { BARE } from '../measure/starting.mjs';
import { toGrowthRows } from './growth-report.mjs';
import { toRow } from './table.mjs';
import { toMedian, toMegabytes, toPercent, toRatios, toSeconds, toTimes, toWhole } from './figures.mjs';

/** Lines of the table: what, median (min–max), rounds, and for the goals whether they are met. */
export function toRows(results) {
  const parts = [
    toStartingRows,
    toSendingRows,
    toCurlRows,
    toLimitRows,
    toLimitAgainRows,
    toExportRows,
    toValidationRows,
    toWorkbookRows,
    toMemoryRows,
    toGrowthRows,
  ].map((toPart) => toPart(results));
  return [...parts.flatMap(({ ratios }) => ratios), ...parts.flatMap(({ absolutes }) => absolutes)];
}

const MOST_TIMES = { '--version': 1.5, '--help': 3, completion: 2, 'validate of one row': 5 };

function toStartingRows({ starting }) {
  if (!starting) return { ratios: [], absolutes: [] };
  const { [BARE]: bare, ...commands } = starting;
  return {
    ratios: Object.entries(commands).map(([name, times]) => {
      const most = MOST_TIMES[name];
      const goal = { text: `≤ ${most} ×`, isMet: (value) => value <= most };
      return toRow(`time of ${name} ÷ of ${BARE}`, toRatios(times, bare), toTimes, goal);
    }),
    absolutes: [toRow(`${BARE}: time`, bare, toSeconds)],
  };
}

const SENDERS = {
  import: 'import',
  autocannon: 'autocannon, same bodies, same connections',
  script: 'script (csv-parse, p-limit, fetch)',
  undici: 'script (csv-parse, p-limit, undici)',
  nullJournal: 'import with a null journal while sending',
  slowDisk: 'import, disk 8 ms slower',
  slowDiskUnwoken: 'import, disk 8 ms slower, sender woken by ends of rows alone',
};

function toSendingRows({ sending }) {
  if (!sending) return { ratios: [], absolutes: [] };
  const of = (name, figure = 'perSecond') => sending.figures[name].map((round) => round[figure]);
  const atLeast = (share, text) => ({ text: `≥ ${text}`, isMet: (value) => value >= share });
  const atMost = { text: '≤ 150 MB', isMet: (value) => value <= 150e6 };
  const rows = toWhole(sending.rows);
  const ratio = (what, name, figure, goal) =>
    toRow(what, toRatios(of('import', figure), of(name, figure)), toPercent, goal);
  return {
    ratios: [
      ratio('import ÷ autocannon, rows/s while sending', 'autocannon', 'perSecond', atLeast(0.5, '50 %')),
      ratio('import ÷ script, rows/s while sending', 'script', 'perSecond', atLeast(2.5, '250 %')),
      ratio(
        'import ÷ script with undici, rows/s while sending',
        'undici',
        'perSecond',
        atLeast(0.75, '75 %'),
      ),
      ratio('import ÷ script, rows/s of the whole run', 'script', 'wholePerSecond'),
      ratio('import ÷ import with a null journal, rows/s while sending', 'nullJournal', 'perSecond'),
      toRow(
        'import with a disk 8 ms slower ÷ the same, not woken by rows that wait for it, rows/s while sending',
        toRatios(of('slowDisk'), of('slowDiskUnwoken')),
        toPercent,
        atLeast(1.5, '150 %'),
      ),
    ],
    absolutes: [
      ...Object.entries(SENDERS).map(([name, title]) =>
        toRow(`${title}: rows/s while sending, ${rows} rows`, of(name), toWhole),
      ),
      ...['import', 'script'].map((name) =>
        toRow(`${SENDERS[name]}: rows/s of the whole run`, of(name, 'wholePerSecond'), toWhole),
      ),
      toRow(
        'import: time before and after sending',
        sending.figures.import.map(({ wallMs, sendingMs }) => wallMs - sendingMs),
        toSeconds,
      ),
      ...['import', 'nullJournal', 'script', 'undici', 'autocannon'].map((name) =>
        toRow(`${SENDERS[name]}: CPU of the client for 1,000 rows`, of(name, 'cpuPerThousandMs'), toSeconds),
      ),
      toRow(`import: peak memory, ${rows} rows`, of('import', 'peakBytes'), toMegabytes, atMost),
      toRow(`script: peak memory, ${rows} rows`, of('script', 'peakBytes'), toMegabytes),
    ],
  };
}

function toCurlRows({ curl }) {
  if (!curl?.figures) return { ratios: [], absolutes: [] };
  const { figures, rows } = curl;
  return {
    ratios: [
      toRow(
        `import ÷ GNU parallel with curl, rows/s while sending, ${rows} rows`,
        toRatios(figures.import, figures.curl),
        toTimes,
      ),
    ],
    absolutes: [
      toRow(`GNU parallel with curl: rows/s while sending, ${rows} rows`, figures.curl, toWhole),
      toRow(`import: rows/s while sending, ${rows} rows`, figures.import, toWhole),
    ],
  };
}

const PACERS = {
  import: 'import, limit unknown',
  fixedRate: 'import, fixed `--rate` of 95 %',
  script: 'script, each worker sleeping after its 429',
};

function toLimitRows({ limits }) {
  const ratios = Object.entries(limits ?? {}).flatMap(([scenario, contenders]) =>
    Object.entries(PACERS).map(([name, title]) => {
      const rounds = contenders[name];
      const throttled = toMedian(rounds.map(({ throttledShare }) => throttledShare));
      const [what, utilisation, ...rest] = toRow(
        `limit ${scenario}: utilisation and throttled share, ${title}`,
        rounds.map((round) => round.utilisation),
        toPercent,
      );
      return [what, `${utilisation}, throttled ${toPercent(throttled)}`, ...rest];
    }),
  );
  return { ratios, absolutes: [] };
}

function toLimitAgainRows({ limitAgain }) {
  if (!limitAgain) return { ratios: [], absolutes: [] };
  const ratios = Object.entries({ first: 0.9, second: 0.95 }).flatMap(([run, least]) => {
    const of = (figure) => limitAgain[run].map((round) => round[figure]);
    const isUsed = { text: `≥ ${toPercent(least)}`, isMet: (value) => value >= least };
    const isCalm = { text: '< 0.5 %', isMet: (value) => value < 0.005 };
    const what = `limit 200/s, window, unknown, ${run} run`;
    return [
      toRow(
        `${what}: part of the limit that is used, from the first second`,
        of('usedShare'),
        toPercent,
        isUsed,
      ),
      toRow(`${what}: throttled share`, of('throttledShare'), toPercent, isCalm),
    ];
  });
  const throttled = limitAgain.fallen.map((round) => round.throttled);
  const isOne = { text: '≤ 1', isMet: (value) => value <= 1 };
  const what = 'limit 200/s, known, 100/s since: creates that are throttled';
  return { ratios: [...ratios, toRow(what, throttled, toWhole, isOne)], absolutes: [] };
}

function toExportRows({ exporting }) {
  if (!exporting) return { ratios: [], absolutes: [] };
  const of = (name, figure) => exporting.figures[name].map((round) => round[figure]);
  const rows = toWhole(exporting.rows);
  return {
    ratios: [
      toRow(
        'export ÷ loop over the pages, customers/s of the whole run',
        toRatios(of('export', 'perSecond'), of('loop', 'perSecond')),
        toPercent,
      ),
    ],
    absolutes: [
      toRow(`export: customers/s of the whole run, ${rows} customers`, of('export', 'perSecond'), toWhole),
      toRow(
        `loop over the pages: customers/s of the whole run, ${rows} customers`,
        of('loop', 'perSecond'),
        toWhole,
      ),
      toRow(`export: peak memory, ${rows} customers`, of('export', 'peakBytes'), toMegabytes),
    ],
  };
}

/** Most times of csv-parse alone, by kind of file. */
const CHECK_GOALS = { clean: { wallMs: 1.3, cpuMs: 2 }, awkward: { wallMs: 2, cpuMs: 3 } };
const CHECK_FIGURES = { wallMs: 'time', cpuMs: 'CPU' };
const CHECK_SCRIPTS = { csvParseZod: 'csv-parse + zod script', papaparseZod: 'papaparse + zod script' };
const CHECKERS = { command: '`validate`', parse: 'csv-parse alone', ...CHECK_SCRIPTS };

function toValidationRows({ validation }) {
  if (!validation) return { ratios: [], absolutes: [] };
  const { figures } = validation;
  const rows = toWhole(validation.rows);
  const of = (kind, name, figure) => figures[kind][name].map((round) => round[figure]);
  const toRatio = (kind, name, figure, most) =>
    toRow(
      `${CHECK_FIGURES[figure]} of \`validate\` ÷ of ${CHECKERS[name]}, ${kind} file`,
      toRatios(of(kind, 'command', figure), of(kind, name, figure)),
      toTimes,
      most === undefined ? undefined : { text: `≤ ${most} ×`, isMet: (value) => value <= most },
    );
  const forEach = (toRowsOf) => Object.keys(figures).flatMap((kind) => toRowsOf(kind));
  return {
    ratios: forEach((kind) => [
      ...Object.keys(CHECK_FIGURES).map((figure) =>
        toRatio(kind, 'parse', figure, CHECK_GOALS[kind][figure]),
      ),
      ...Object.keys(CHECK_SCRIPTS).flatMap((name) => [
        toRatio(kind, name, 'wallMs', 1),
        toRatio(kind, name, 'cpuMs'),
      ]),
    ]),
    absolutes: forEach((kind) =>
      Object.entries(CHECKERS).flatMap(([name, title]) => [
        ...Object.entries(CHECK_FIGURES).map(([figure, what]) =>
          toRow(`${title}: ${what}, ${rows} rows, ${kind} file`, of(kind, name, figure), toSeconds),
        ),
        toRow(`${title}: peak memory, ${rows} rows, ${kind} file`, of(kind, name, 'peakBytes'), toMegabytes),
      ]),
    ),
  };
}

const WORKBOOK_READERS = {
  workbook: '`validate` of a workbook',
  csv: '`validate` of its rows as CSV',
  cells: 'its cells counted by yauzl and saxes',
};

function toWorkbookRows({ workbook }) {
  if (!workbook) return { ratios: [], absolutes: [] };
  const of = (name, figure) => workbook.figures[name].map((round) => round[figure]);
  const rows = toWhole(workbook.rows);
  const figures = Object.entries(CHECK_FIGURES);
  const goal = { text: '≤ 1.5 ×', isMet: (value) => value <= 1.5 };
  return {
    ratios: ['csv', 'cells'].flatMap((name) =>
      figures.map(([figure, what]) =>
        toRow(
          `${what} of ${WORKBOOK_READERS.workbook} ÷ of ${WORKBOOK_READERS[name]}`,
          toRatios(of('workbook', figure), of(name, figure)),
          toTimes,
          name === 'csv' ? goal : undefined,
        ),
      ),
    ),
    absolutes: Object.entries(WORKBOOK_READERS).flatMap(([name, title]) => [
      ...figures.map(([figure, what]) =>
        toRow(`${title}: ${what}, ${rows} rows`, of(name, figure), toSeconds),
      ),
      toRow(`${title}: peak memory, ${rows} rows`, of(name, 'peakBytes'), toMegabytes),
    ]),
  };
}

function toMemoryRows({ validationMemory, importMemory }) {
  return { ratios: toMemoryRatios(validationMemory), absolutes: toPeaks(validationMemory, importMemory) };
}

/** The largest file against the one a tenth of it. */
function toMemoryRatios(peaks = {}) {
  const [larger, smaller] = Object.keys(peaks)
    .map(Number)
    .sort((a, b) => b - a);
  if (smaller === undefined) return [];
  const what = `peak memory of validating ${toWhole(larger)} rows ÷ ${toWhole(smaller)} rows`;
  const goal = { text: '≤ 1.3 ×', isMet: (value) => value <= 1.3 };
  return [toRow(what, toRatios(peaks[larger], peaks[smaller]), toTimes, goal)];
}

function toPeaks(validation = {}, imports = {}) {
  const atMost = { text: '≤ 200 MB', isMet: (value) => value <= 200e6 };
  const toRowsOf = (peaks, what) =>
    Object.entries(peaks).map(([rows, bytes]) =>
      toRow(`${what}: peak memory, ${toWhole(Number(rows))} rows`, bytes, toMegabytes, atMost),
    );
  return [...toRowsOf(validation, 'validate'), ...toRowsOf(imports, 'import')];
}
