/** All findings that the page holds, to search and to filter. */
import { toGrouped } from '../../../core/count-text.js';
import type { ListedGroup } from '../../tally/issue-tally.js';
import { toFilteredList, type ListFilter } from '../filtered-list.js';
import { fragment, toDataBlock, type Html } from '../html.js';
import type { PageSection } from '../section.js';
import { toCauseTitle, toColumnName, toFound, toRowName } from '../words.js';

/** The file that has all of them, next to the page. */
export interface FullList {
  readonly fileName: string;
}

export function toExplorer(causes: readonly ListedGroup[], { fileName }: FullList): PageSection {
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  const listed = causes.reduce((sum, cause) => sum + cause.listed.length, 0);
  return {
    id: 'list',
    title: 'All findings',
    body: fragment`${toNote(listed, total, fileName)}
      <noscript><p>To search and filter, the page needs JavaScript; ${toLink(fileName)} has every finding as a table.</p></noscript>
      ${toFilteredList({
        prefix: '',
        label: 'Findings',
        placeholder: 'Row, name or word',
        className: 'filters',
        filters: toFilters(causes),
        headings: ['Row', 'Line', 'Customer', 'Column', 'Severity', 'What was found'],
      })}
      ${toDataBlock('findings', toData(causes))}`,
  };
}

function toFilters(causes: readonly ListedGroup[]): ListFilter[] {
  const kinds = causes.map((cause) => [cause.key, toCauseTitle(cause)] as const);
  const columns = toColumnNames(causes).map((name) => [`=${name}`, toColumnName(name)] as const);
  return [
    {
      name: 'severity',
      label: 'Severity',
      options: [
        ['', 'All'],
        ['error', 'Errors'],
        ['warning', 'Warnings'],
      ],
    },
    { name: 'kind', label: 'Kind', options: [['', 'All'], ...kinds] },
    { name: 'column', label: 'Column', options: [['*', 'All'], ...columns] },
  ];
}

function toNote(listed: number, total: number, fileName: string): Html {
  return listed === total
    ? fragment`<p>${toLink(fileName)} has the same as a table.</p>`
    : fragment`<p class="notice">
        This page lists ${toGrouped(listed)} of ${toGrouped(total)} findings: the first of each kind.
        ${toLink(fileName)} has all of them.
      </p>`;
}

function toLink(fileName: string): Html {
  return fragment`<a href="${fileName}">${fileName}</a>`;
}

function toColumnNames(causes: readonly ListedGroup[]): string[] {
  return [...new Set(causes.flatMap(({ columns }) => columns.map(({ name }) => name)))];
}

/** As the page's script reads it: names once, and for each finding `[row, line, column, kind, text, customer]`, by row. */
function toData(causes: readonly ListedGroup[]) {
  const columns = toColumnNames(causes);
  const positions = new Map(columns.map((name, at) => [name, at]));
  const findings = causes
    .flatMap(({ listed }, kind) => listed.map((issue) => ({ issue, kind })))
    .sort((a, b) => a.issue.rowNumber - b.issue.rowNumber)
    .map(({ issue, kind }) => [
      toRowName(issue.rowNumber),
      issue.line,
      positions.get(issue.column) ?? 0,
      kind,
      toFound(issue),
      issue.rowName ?? '',
    ]);
  return {
    columns: columns.map((name) => [name, toColumnName(name)]),
    kinds: causes.map((cause) => [cause.key, cause.severity]),
    findings,
  };
}
