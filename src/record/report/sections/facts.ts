/** Names and values: what the page is about, and the settings used. */
import { fragment, type Html } from '../html.js';
import type { PageSection } from '../section.js';

export interface Fact {
  readonly name: string;
  readonly value: Html | string;
}

export function toFacts(id: string, title: string, facts: readonly Fact[]): PageSection {
  const lines = facts.map(
    ({ name, value }) =>
      fragment`<dt>${name}</dt>
        <dd><bdi>${value}</bdi></dd>`,
  );
  return { id, title, body: fragment`<dl class="facts-list">${lines}</dl>` };
}
