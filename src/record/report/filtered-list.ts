/** A list with search, filters and pages. The page's script fills it (`script/list.ts`), and finds its parts by their ids. */
import { toFindingsTable } from './findings-table.js';
import { fragment, type Html } from './html.js';

export interface ListFilter {
  readonly name: string;
  readonly label: string;
  /** The first one shows all. */
  readonly options: readonly (readonly [value: string, text: string])[];
}

export interface FilteredList {
  /** What the ids of its parts begin with; empty for one list of a page. */
  readonly prefix: string;
  /** What screen readers call it. */
  readonly label: string;
  /** What can be searched for. */
  readonly placeholder: string;
  /** Of the form. */
  readonly className: string;
  readonly filters: readonly ListFilter[];
  readonly headings: readonly string[];
}

export function toFilteredList({
  prefix,
  label,
  placeholder,
  className,
  filters,
  headings,
}: FilteredList): Html {
  return fragment`<form id="${prefix}filters" class="${className}" role="search" aria-label="${label}" hidden>
        <p>
          <label for="${prefix}search">Search</label>
          <input id="${prefix}search" name="search" type="search" autocomplete="off" spellcheck="false" placeholder="${placeholder}">
        </p>
        ${filters.map((filter) => toSelect(prefix, filter))}
        <p><button type="reset" class="quiet">Show all</button></p>
      </form>
      <p id="${prefix}count" role="status" class="count muted"></p>
      <div class="scroll" role="region" tabindex="0" aria-label="${label}" id="${prefix}listed" hidden>
        ${toFindingsTable(headings)}
      </div>
      <p class="pager" hidden>
        <button type="button" class="quiet" id="${prefix}previous">Previous</button>
        <button type="button" class="quiet" id="${prefix}next">Next</button>
      </p>`;
}

function toSelect(prefix: string, { name, label, options }: ListFilter): Html {
  return fragment`<p>
          <label for="${prefix}${name}">${label}</label>
          <select id="${prefix}${name}" name="${name}">
            ${options.map(([value, text]) => fragment`<option value="${value}">${text}</option>`)}
          </select>
        </p>`;
}
