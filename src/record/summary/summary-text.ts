/** The summary for people: what stdout carries without `--json`. */
import { toSourceTitle } from './source-title.js';
import { CODES } from '../../core/codes.js';
import { BULK_STATUSES } from '../../core/types.js';
import { toGrouped } from '../../core/count-text.js';
import { OUTCOME_MARKS, STATUS_OUTCOMES } from '../outcomes.js';
import { OUTCOME_TONES, PLAIN_LOOK, type Look } from './look.js';
import { hasOnlyAddressesLeft } from './left-to-do.js';
import type { Summary } from './summary.js';
import { toDriftLines } from './drift-text.js';
import { toHeldText } from './held-text.js';
import { toErrorLines, toWarningLines } from './problem-lines.js';
import { toAlignedLines, toDuration, toPrintable } from './text-table.js';

/**
 * The summary as text: rows by status, addresses, problems by code with an example and the remedy, requests, why it
 * stopped and how to continue, and the paths of `files`. Ends in a line feed; `look` is plain unless it is a screen's.
 */
export function toSummaryText(summary: Summary, files: readonly string[], look: Look = PLAIN_LOOK): string {
  const sections = [
    toTitle(summary, look),
    summary.reconcile === null ? toCounts(summary, look) : toDriftLines(summary.reconcile, summary.runId),
    toErrorLines(summary, look),
    toWarningLines(summary, look),
    look.isVerbose ? toRequests(summary) : [],
    toPlan(summary),
    summary.stopped === null ? toNext(summary) : toStopLines(summary, look),
    toFiles(files, look),
  ];
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

const TITLES: Readonly<Record<Summary['command'], string>> = {
  validate: 'Checked',
  import: 'Imported',
  apply: 'Applied the plan of',
  resume: 'Imported',
  undo: 'Undid',
  reconcile: 'Compared',
};

function toTitle(summary: Summary, look: Look): string[] {
  const isStopped = summary.stopped !== null;
  const isUndo = summary.undoOf !== undefined;
  const verb = isStopped
    ? 'Stopped on the way through'
    : summary.dryRun
      ? 'Planned the import of'
      : TITLES[isUndo ? 'undo' : summary.command];
  const where = [summary.mode, summary.baseUrl].filter((part) => part !== null).join(' at ');
  const what = isUndo ? `run ${summary.undoOf}` : toSourceTitle(summary.source);
  const title = `${verb} ${isStopped && isUndo ? 'the undo of ' : ''}${what}${where === '' ? '' : ` (${where})`}, run ${summary.runId}`;
  return [
    look.paint('head', toPrintable(title, 1000)),
    ...(summary.dryRun ? ['Dry run: nothing was sent that changes anything.'] : []),
  ];
}

function toCounts(summary: Summary, look: Look): string[] {
  const rows = [...toStatusRows(summary), ['total', toGrouped(summary.source.rows)]];
  const lines = toAlignedLines(rows, [1]).map((line, at) => {
    const [status = '', count] = rows[at] ?? [];
    // What has not happened needs no mark.
    return count === '0' ? `  ${line}` : toStatusLine(status, `  ${line}`, look);
  });
  const addresses = Object.entries(summary.addresses).filter(([, count]) => count > 0);
  if (addresses.length === 0) return ['Rows', ...lines];
  const list = addresses.map(([status, count]) => `${toGrouped(count)} ${status}`).join(', ');
  return ['Rows', ...lines, '', `Addresses: ${list}`];
}

function toStatusLine(status: string, line: string, look: Look): string {
  if (status === 'valid') return look.paint('good', line);
  const outcome = Object.entries(STATUS_OUTCOMES).find(([name]) => name === status)?.[1];
  return outcome === undefined
    ? line
    : look.paint(OUTCOME_TONES[outcome], look.mark(OUTCOME_MARKS[outcome], line));
}

function toFiles(files: readonly string[], look: Look): string[] {
  if (files.length === 0) return [];
  return [look.paint('head', 'Files'), ...files.map((file) => `  ${look.link(toPrintable(file, 1000))}`)];
}

function toStatusRows({ command, counts, source }: Summary): string[][] {
  if (command === 'validate') {
    return [
      ['valid', toGrouped(source.rows - counts.invalid - counts.skipped)],
      ['invalid', toGrouped(counts.invalid)],
      ...(counts.skipped > 0 ? [['skipped', toGrouped(counts.skipped)]] : []),
    ];
  }
  return BULK_STATUSES.filter((status) => counts[status] > 0).map((status) => [
    status,
    toGrouped(counts[status]),
  ]);
}

function toRequests({ requests, durationMs }: Summary): string[] {
  if (requests.total === 0) return [];
  const { total, retried, throttled, p50Ms, p95Ms, perSecond } = requests;
  const parts = [
    `${toGrouped(total)} in ${toDuration(durationMs)}`,
    `${perSecond} per second`,
    `half within ${p50Ms} ms, 95 % within ${p95Ms} ms`,
    `${toGrouped(retried)} repeated`,
    `throttled ${toGrouped(throttled)} x`,
  ];
  return [`Requests: ${parts.join('; ')}`];
}

function toPlan({ counts, dryRun, plan }: Summary): string[] {
  if (plan === null) return [];
  const { rows = 0, requests, durationMs, minRequests = requests, minDurationMs = durationMs } = plan;
  if (dryRun && requests === 0) return ['Nothing would change: there is nothing to apply.'];
  const cost = [
    `${toRange(minRequests, requests, toGrouped)} ${requests === 1 ? 'request' : 'requests'}`,
    `at the pace seen so far ${toRange(minDurationMs, durationMs, toDuration)}`,
  ].join(', and ');
  const what = dryRun
    ? 'To carry it out takes'
    : `${toHeldText({ counts, rows })}. To carry out the rest takes`;
  return [`${what} ${cost}:`, `  ${toPrintable(plan.apply, 1000)}`];
}

/** `906`, or `900 to 906`; the same figures once. */
function toRange(min: number, max: number, toText: (value: number) => string): string {
  const [least, most] = [toText(min), toText(max)];
  return least === most ? most : `${least} to ${most}`;
}

const ONLY_ADDRESSES =
  'Every row is done. What is left is to compare the addresses of this run with the API’s list.';

/** Why a run stopped, what to do, and the command that continues it. */
export function toStopLines(
  summary: Pick<Summary, 'counts' | 'stopped' | 'resume'>,
  look: Look = PLAIN_LOOK,
): string[] {
  const { stopped, resume } = summary;
  return [
    ...(stopped === null
      ? []
      : [
          `${look.paint('bad', `Stopped (${stopped.reason})`)}: ${toPrintable(stopped.message, 500)}`,
          `To do: ${CODES[stopped.reason].remedy}`,
        ]),
    ...(hasOnlyAddressesLeft(summary) ? [ONLY_ADDRESSES] : []),
    ...(resume === null ? [] : ['To continue:', `  ${toPrintable(resume, 1000)}`]),
  ];
}

function toNext(summary: Summary): string[] {
  const { next = [] } = summary;
  const lines = next.flatMap(({ does, command }) => [`This ${does}:`, `  ${toPrintable(command, 1000)}`]);
  // Rows may be pending although nothing stopped the run.
  return [...toStopLines(summary), ...lines];
}
