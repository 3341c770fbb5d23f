/** Names and values: what the page is about; and, folded, what only who runs the tool needs. */
import { fragment, type Html } from '../html.js';
import type { PageSection } from '../section.js';

export interface Fact {
  readonly name: string;
  readonly value: Html | string;
}

export interface Facts {
  readonly facts: readonly Fact[];
  /** For who runs the tool: how the file was read, and the options. */
  readonly technical: readonly Fact[];
  /** Names of the files next to the page. */
  readonly files: readonly string[];
}

export function toFacts(id: string, title: string, { facts, files, technical }: Facts): PageSection {
  const links = files.map((name, at) => fragment`${at > 0 && ', '}<a href="${name}">${name}</a>`);
  const all = files.length === 0 ? facts : [...facts, { name: 'Files', value: fragment`${links}` }];
  return {
    id,
    title,
    body: fragment`${toList(all)}
      <details class="technical">
        <summary>Technical details and options</summary>
        ${toList(technical)}
      </details>`,
  };
}

function toList(facts: readonly Fact[]): Html {
  const lines = facts.map(
    ({ name, value }) =>
      fragment`<dt>${name}</dt>
        <dd><bdi>${value}</bdi></dd>`,
  );
  return fragment`<dl class="facts-list">${lines}</dl>`;
}
