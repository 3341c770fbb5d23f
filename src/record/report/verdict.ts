import { fragment, type Html } from './html.js';
import { toStepHtml } from './step.js';

/** `good`: nothing to do; `fair`: worth a look; `bad`: something to fix. */
export type Tone = 'good' | 'fair' | 'bad';

/** What the page says first: how it went, and what to do next. */
export interface PageVerdict {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
  /** What to do, in order. Between backticks: a file of the run, which becomes a link, or a command, which can be copied. */
  readonly steps: readonly string[];
}

// Said in words and by shape too, not by colour alone.
const SHAPES: Readonly<Record<Tone, string>> = {
  good: 'M7 12.5l3.5 3.5L17 9',
  fair: 'M12 7v6M12 16.5v.5',
  bad: 'M8.5 8.5l7 7M15.5 8.5l-7 7',
};

export function toVerdictHtml({ tone, title, text, steps }: PageVerdict): Html {
  return fragment`<section class="verdict ${tone}" aria-labelledby="verdict-title">
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="10.5" />
      <path d="${SHAPES[tone]}" />
    </svg>
    <div>
      <h2 id="verdict-title">${title}</h2>
      <p>${text}</p>
      ${
        steps.length > 0 &&
        fragment`<h3>What to do next</h3>
          <ol>
            ${steps.map((step) => fragment`<li>${toStepHtml(step)}</li>`)}
          </ol>`
      }
    </div>
  </section> `;
}
