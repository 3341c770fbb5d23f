/** The numbers at a glance, and how the rows are divided. */
import { toGrouped } from '../../../core/count-text.js';
import { OUTCOME_MARKS, type Outcome } from '../../outcomes.js';
import { fragment, type Html } from '../html.js';
import type { PageSection } from '../section.js';

export interface Figure {
  readonly label: string;
  readonly value: number | string;
  readonly note?: string;
}

/** A part of all rows. */
export interface Share {
  readonly label: string;
  readonly count: number;
  readonly look: Outcome;
  /** Whether it stays planned, beside parts that are done. @default false */
  readonly isPlanned?: boolean;
}

export interface Totals {
  readonly figures: readonly Figure[];
  /** Together all rows; empty ones are left out. */
  readonly shares: readonly Share[];
}

export function toTotals({ figures, shares }: Totals): PageSection {
  const tiles = figures.map(
    ({ label, value, note }) =>
      fragment`<div class="figure">
        <dt>${label}</dt>
        <dd>
          ${typeof value === 'number' ? toGrouped(value) : value}${note !== undefined && fragment`<small>${note}</small>`}
        </dd>
      </div>`,
  );
  return {
    id: 'totals',
    title: 'At a glance',
    body: fragment`<dl class="figures">${tiles}</dl>
      ${toBar(shares.filter(({ count }) => count > 0))}`,
  };
}

const WIDTH = 1000;
/** Between neighbours: a reader sees where one ends without its colour. */
const GAP = 3;

/** Bars of full width; the legend says in words what they show, so that they themselves are left out when read aloud. */
function toBar(shares: readonly Share[]): Html {
  const total = shares.reduce((sum, { count }) => sum + count, 0);
  let at = 0;
  const parts = shares.map(({ count, look, isPlanned }) => {
    const x = at;
    at += (count / total) * WIDTH;
    return fragment`<rect
      class="${toClass(look, isPlanned)}"
      x="${x.toFixed(1)}"
      y="0"
      width="${Math.max(1, at - x - GAP).toFixed(1)}"
      height="10"
    />`;
  });
  const legend = shares.map(
    ({ label, count, look, isPlanned }) =>
      fragment`<li>
        ${toKey(look, isPlanned)}${label}: <b>${toGrouped(count)}</b>
        <span class="muted">(${toPercent(count, total)})</span>
      </li>`,
  );
  return fragment`<svg class="bar" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">
      ${parts}
    </svg>
    <ul class="legend">
      ${legend}
    </ul>`;
}

/** The mark of an outcome in its colour; the words next to it say what it is. */
export function toKey(look: Outcome, isPlanned = false): Html {
  return fragment`<span class="key ${toClass(look, isPlanned)}" aria-hidden="true">${OUTCOME_MARKS[look]}</span>`;
}

function toClass(look: Outcome, isPlanned = false): string {
  return isPlanned ? `${look} planned` : look;
}

/** `12 %`; never 0 % of something, never 100 % of less than all. */
export function toPercent(count: number, total: number): string {
  if (total === 0) return '0 %';
  const percent = (count / total) * 100;
  if (percent > 0 && percent < 1) return 'under 1 %';
  if (percent > 99 && percent < 100) return 'over 99 %';
  return `${Math.round(percent)} %`;
}
