/** Asks a person at a terminal, such as before customers of a LIVE account are touched. */
import { toGrouped } from '../core/count-text.js';
import type { LiveQuestion, PlanQuestion, WorkToConfirm } from '../jobs/deps.js';
import { toAlignedLines } from '../jobs/report.js';
import type { Terminal } from './terminal.js';

/** Whether somebody is there to answer, and may be asked: both ends are a terminal, and stderr is no log. */
export function canAsk({
  quiet,
  input,
  logFormat,
}: {
  readonly quiet?: boolean | undefined;
  readonly input?: boolean | undefined;
  readonly logFormat?: string | undefined;
}): boolean {
  return (
    process.stdin.isTTY && process.stderr.isTTY && quiet !== true && input !== false && logFormat !== 'json'
  );
}

/**
 * Shows what will be done, and in which account; true only for the number of what will be done, which no one types without
 * having read it. An interrupt or the end of the input is a no.
 */
export async function askLive(
  question: LiveQuestion,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<boolean> {
  const text = toText(question, terminal);
  const answer = await openQuestions(terminal, signal, (ask) => ask(text));
  return isConfirmed(question, answer);
}

/** Shows what a plan, or the part of it that was named, will do; true only for yes. */
export async function askPlan(
  question: PlanQuestion,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<boolean> {
  const { baseUrl, held, mode, runId } = question;
  const where = [mode, baseUrl].filter((part) => part !== undefined).join(' customers at ');
  const text = [
    `The plan ${runId}${where === '' ? '' : ` changes ${where}`}:`,
    ...toWorkLines(question, [['rows that stay planned', held]]),
    'Apply it? (y/N) ',
  ].join('\n');
  const answer = await openQuestions(terminal, signal, (ask) => ask(text));
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}

/** Does what asks questions. A question is answered by a line; an interrupt or the end of the input is no answer. */
export async function openQuestions<T>(
  terminal: Terminal,
  signal: AbortSignal,
  act: (ask: (question: string) => Promise<string | undefined>) => Promise<T>,
): Promise<T> {
  const { createInterface } = await import('node:readline');
  // Not as a terminal of its own: Ctrl-C shall reach the process as always.
  const lines = createInterface({ input: process.stdin, terminal: false });
  signal.addEventListener('abort', () => lines.close(), { once: true });
  const answers = lines[Symbol.asyncIterator]();
  try {
    return await act(async (question) => {
      terminal.err(question);
      const answer = await answers.next();
      return answer.done === true ? undefined : answer.value;
    });
  } finally {
    lines.close();
    process.stdin.pause();
  }
}

/** With or without commas: `1,681` and `1681`. */
export function isConfirmed(question: LiveQuestion, answer: string | undefined): boolean {
  return answer?.trim().replaceAll(',', '') === String(countAll(question));
}

function countAll({ creates, updates, deletes, addresses }: LiveQuestion): number {
  return creates + updates + deletes || addresses;
}

function toText(question: LiveQuestion, terminal: Terminal): string {
  const { orgId, baseUrl, creates, updates, deletes } = question;
  const what = creates + updates + deletes > 0 ? 'customers' : 'addresses';
  return [
    `${terminal.emphasise('LIVE')}: real customers of the organisation ${orgId}, at ${baseUrl}`,
    ...toWorkLines(question),
    `To do it, type the number of these ${what}, ${countAll(question)}; anything else stops the run: `,
  ].join('\n');
}

/** Of each kind that there is how much, the figures under each other. */
function toWorkLines(
  { creates, updates, emptiedFields, deletes, addresses }: WorkToConfirm,
  more: readonly (readonly [string, number])[] = [],
): string[] {
  const rows: readonly (readonly [string, number])[] = [
    ['customers to delete', deletes],
    ['customers to create', creates],
    ['customers to update', updates],
    ['  fields emptied', emptiedFields],
    ['addresses, at most', addresses],
    ...more,
  ];
  const lines = rows.filter(([, count]) => count > 0).map(([label, count]) => [label, toGrouped(count)]);
  return toAlignedLines(lines, [1]).map((line) => `  ${line}`);
}
