/** What to do next: files of the run are links, and commands can be copied. */
import { fragment, type Html } from './html.js';

/** Files next to the page. A step quotes nothing from the data, so that such a name is always the file. */
const FILES: ReadonlySet<string> = new Set([
  'results.csv',
  'rejected.csv',
  'undo.csv',
  'issues.csv',
  'reconcile.csv',
  'fixup.csv',
]);

const COMMAND = /^(npx )?bitpowr-bulk /;

/** A step of the page; what is between backticks is shown as typed. */
export function toStepHtml(step: string): Html {
  const parts = step.split(/`([^`]*)`/);
  return fragment`${parts.map((part, at) => (at % 2 === 1 ? toTypedHtml(part) : part))}`;
}

function toTypedHtml(text: string): Html {
  if (FILES.has(text)) return fragment`<a href="${text}">${text}</a>`;
  return COMMAND.test(text) ? toCommandHtml(text) : fragment`<code>${text}</code>`;
}

/** The button is shown by the page's script, which it needs. */
function toCommandHtml(command: string): Html {
  const words = command.split(' ').map((word, at) => fragment`${at > 0 && ' '}<span>${word}</span>`);
  return fragment`<span class="command"><code>${words}</code><button type="button" class="copy" hidden>Copy<span class="hidden"> the command</span></button></span>`;
}
