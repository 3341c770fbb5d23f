import { fragment, type Html } from './html.js';

/** A part of the page with a heading; the list at the top of the page leads to it. */
export interface PageSection {
  /** Unique in the page; of lower-case letters and `-`. */
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

export function toSectionHtml({ id, title, body }: PageSection): Html {
  return fragment`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title" tabindex="-1">${title}</h2>
    ${body}
  </section> `;
}
