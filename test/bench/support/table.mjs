/** Lines and tables of the report. */
import { toMedian, toSpread } from './figures.mjs';

/** A line: what, median (min–max), rounds, and for a goal whether it is met. */
export function toRow(what, values, format, goal) {
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

const HEAD = ['what', 'median (min–max)', 'rounds', 'goal'];

/** A Markdown table; columns are padded so that it can be read as it is. */
export function toTable(rows, titles = HEAD) {
  const lines = [titles, ...rows];
  const widths = titles.map((_title, at) => Math.max(...lines.map((line) => line[at].length)));
  const [head, ...body] = lines.map(
    (line) => `| ${line.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [head, rule, ...body].join('\n');
}
