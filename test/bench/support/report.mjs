/** The figures as one table: ratios first, absolutes second, notes below. */
import { BARE } from '../measure/starting.mjs';
import {
  toMedian,
  toMegabytes,
  toPercent,
  toRatios,
  toSeconds,
  toSpread,
  toTimes,
  toWhole,
} from './figures.mjs';

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
    toMemoryRows,
  ].map((toPart) => toPart(results));
  return [...parts.flatMap(({ ratios }) => ratios), ...parts.flatMap(({ absolutes }) => absolutes)];
}

function toRow(what, values, format, goal) {
  return [
    what,
    toSpread(values, format),
    String(values.length),
    goal === undefined ? '' : toGoal(values, goal),
  ];
}

function toGoal(values, { text, isMet }) {
  return `${text}: ${isMet(toMedian(values)) ? 'met' : '**not met**'}`;
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
  return { ratios, absolutes: [] };
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

function toValidationRows({ validation }) {
  if (!validation) return { ratios: [], absolutes: [] };
  const of = (name, figure) => validation.figures[name].map((round) => round[figure]);
  const rows = toWhole(validation.rows);
  const atMost = { text: '≤ 1.5 ×', isMet: (value) => value <= 1.5 };
  return {
    ratios: [
      toRow(
        'time of `validate` ÷ of csv-parse alone, whole programs',
        toRatios(of('parse', 'wholePerSecond'), of('command', 'wholePerSecond')),
        toTimes,
        atMost,
      ),
      toRow(
        'reading, mapping, validating ÷ csv-parse alone, rows/s without start-up',
        toRatios(of('stage', 'perSecond'), of('parse', 'perSecond')),
        toPercent,
      ),
    ],
    absolutes: [
      toRow(`\`validate\`: rows/s of the whole run, ${rows} rows`, of('command', 'wholePerSecond'), toWhole),
      toRow(`reading, mapping, validating: rows/s, ${rows} rows`, of('stage', 'perSecond'), toWhole),
      toRow(`csv-parse alone: rows/s, ${rows} rows`, of('parse', 'perSecond'), toWhole),
    ],
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
  const toRowsOf = (peaks, what) =>
    Object.entries(peaks).map(([rows, bytes]) =>
      toRow(`${what}: peak memory, ${toWhole(Number(rows))} rows`, bytes, toMegabytes),
    );
  return [...toRowsOf(validation, 'validate'), ...toRowsOf(imports, 'import')];
}

/** A Markdown table; columns are padded so that it can be read as it is. */
export function toTable(rows) {
  const lines = [['what', 'median (min–max)', 'rounds', 'goal'], ...rows];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...lines.map((line) => line[at].length)));
  const [head, ...body] = lines.map(
    (line) => `| ${line.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [head, rule, ...body].join('\n');
}
