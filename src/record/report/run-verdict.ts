/** How an import went, in one sentence, and what to do next. */
import { CODES } from '../../core/codes.js';
import { toCount, toGrouped } from '../../core/count-text.js';
import { toHeldText } from '../summary/held-text.js';
import { hasOnlyAddressesLeft } from '../summary/left-to-do.js';
import type { Summary } from '../summary/summary.js';
import type { PageVerdict } from './verdict.js';

export function toRunVerdict(summary: Summary): PageVerdict {
  const { counts, stopped } = summary;
  if (stopped !== null || counts.pending > 0) return toStoppedVerdict(summary);
  const bad = counts.invalid + counts.conflict + counts.failed;
  if (bad > 0) return toMixedVerdict(summary, bad);
  return {
    tone: 'good',
    title: toGoodTitle(summary),
    text: toDone(summary),
    steps: [...toApplySteps(summary), ...toNextSteps(summary)],
  };
}

function toGoodTitle({ dryRun, plan }: Summary): string {
  if (dryRun) return 'All rows can be carried out';
  return plan === null ? 'All rows are done' : 'This part of the plan is done';
}

function toStoppedVerdict(summary: Summary): PageVerdict {
  const { counts, resume, source, stopped } = summary;
  const done = source.rows - counts.pending;
  return {
    tone: done === 0 ? 'bad' : 'fair',
    title: toStoppedTitle(summary),
    text: `${stopped === null ? '' : `${stopped.message} `}${done === 0 ? '' : `${toDone(summary)} `}What was done is kept, and is not done again.`,
    steps: [
      ...(stopped === null ? [] : [CODES[stopped.reason].remedy]),
      ...(resume === null ? [] : [`To continue: \`${resume}\``]),
    ],
  };
}

function toStoppedTitle(summary: Summary): string {
  const { counts, source } = summary;
  const { pending } = counts;
  if (hasOnlyAddressesLeft(summary)) return 'Stopped: the addresses are not compared with the API’s list yet';
  return `Stopped: ${toGrouped(pending)} of ${toCount(source.rows, 'row')} ${pending === 1 ? 'is' : 'are'} not done yet`;
}

function toMixedVerdict(summary: Summary, bad: number): PageVerdict {
  const { counts, dryRun, source } = summary;
  return {
    tone: 'bad',
    title: `${toGrouped(bad)} of ${toCount(source.rows, 'row')} ${dryRun ? 'can’t be carried out' : 'have errors'}`,
    text: toDone(summary),
    steps: [
      ...toApplySteps(summary),
      ...(counts.invalid + counts.conflict > 0
        ? [
            'Correct the rows in `rejected.csv`, or in your own file, as shown below. Read all columns as text if you open it in a spreadsheet.',
          ]
        : []),
      ...(counts.failed > 0
        ? [
            `Look why ${counts.failed === 1 ? 'a row' : 'rows'} failed. What was a fault of the server may succeed at the next try.`,
          ]
        : []),
      ...(counts.invalid + counts.conflict > 0
        ? [
            'Import the corrected file with the same options. Rows that are done are recognised, and no row is done twice.',
          ]
        : []),
      ...toNextSteps(summary),
    ],
  };
}

function toNextSteps({ next = [] }: Summary): string[] {
  return next.map(({ does, command }) => `This ${does}: \`${command}\``);
}

/** A dry run leaves a plan; carrying it out is the next step. */
function toApplySteps({ counts, dryRun, plan }: Summary): string[] {
  if (plan === null) return [];
  const { apply, rows = 0 } = plan;
  return [
    dryRun
      ? `Nothing has been changed yet. To carry out exactly this: \`${apply}\``
      : `${toHeldText({ counts, rows })}, as listed below. To carry out the rest: \`${apply}\``,
  ];
}

/** `60 were created, 2 updated.` */
function toDone({ counts, dryRun, plan }: Summary): string {
  const parts = dryRun
    ? [toPart(counts.would_create, 'would be created'), toPart(counts.would_update, 'would be updated')]
    : [
        toPart(counts.created, 'created'),
        toPart(counts.updated, 'updated'),
        toPart(counts.deleted, 'deleted'),
        // The first step says how many, with those that only get an address.
        toPart(plan === null ? counts.would_create + counts.would_update : 0, 'still planned'),
      ];
  const all = [
    ...parts,
    toPart(counts.unchanged, 'as they should be already'),
    toPart(counts.exists, 'there already'),
    toPart(counts.skipped, 'left out on purpose'),
  ].filter((part) => part !== '');
  if (all.length === 0) return 'No customer was created or changed.';
  return `Customers: ${all.join(', ')}.`;
}

function toPart(count: number, word: string): string {
  return count === 0 ? '' : `${toGrouped(count)} ${word}`;
}
