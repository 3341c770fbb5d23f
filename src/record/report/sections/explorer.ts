/** All findings that the page holds, to search and to filter. */
import { toGrouped } from '../../summary/text-table.js';
import type { ListedGroup } from '../../tally/issue-tally.js';
import { fragment, toDataBlock, type Html } from '../html.js';
import type { PageSection } from '../section.js';
import { toFindingsTable } from '../findings-table.js';
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
      <form id="filters" class="filters" role="search" aria-label="Findings" hidden>
        <p>
          <label for="search">Search</label>
          <input id="search" name="search" type="search" autocomplete="off" spellcheck="false" placeholder="Row, name or word">
        </p>
        <p>
          <label for="severity">Severity</label>
          <select id="severity" name="severity">
            <option value="">All</option>
            <option value="error">Errors</option>
            <option value="warning">Warnings</option>
          </select>
        </p>
        <p>
          <label for="kind">Kind</label>
          <select id="kind" name="kind">
            <option value="">All</option>
            ${causes.map((cause) => fragment`<option value="${cause.key}">${toCauseTitle(cause)}</option>`)}
          </select>
        </p>
        <p>
          <label for="column">Column</label>
          <select id="column" name="column">
            <option value="*">All</option>
            ${toColumnNames(causes).map((name) => fragment`<option value="=${name}">${toColumnName(name)}</option>`)}
          </select>
        </p>
        <p><button type="reset" class="quiet">Show all</button></p>
      </form>
      <p id="count" role="status" class="count muted"></p>
      <div class="scroll" role="region" tabindex="0" aria-label="Findings" id="listed" hidden>
        ${toFindingsTable(['Row', 'Line', 'Customer', 'Column', 'Severity', 'What was found'])}
      </div>
      <p class="pager" hidden>
        <button type="button" class="quiet" id="previous">Previous</button>
        <button type="button" class="quiet" id="next">Next</button>
      </p>
      ${toDataBlock('findings', toData(causes))}`,
  };
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
