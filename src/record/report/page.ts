/** report.html: one file that needs nothing else, for people who have never seen a terminal. */
import { createHash } from 'node:crypto';
import { withAtomicFile } from '../table/atomic-file.js';
import { fragment, Html } from './html.js';
import { PAGE_SCRIPT } from './script.js';
import { toSectionHtml, type PageSection } from './section.js';
import { PAGE_STYLE } from './style.js';
import { toVerdictHtml, type PageVerdict } from './verdict.js';

export interface HtmlPage {
  /** Heading, and with it the name of the browser's tab. */
  readonly title: string;
  /** Below the heading: run, time, place. */
  readonly subtitle: Html;
  readonly verdict: PageVerdict;
  readonly sections: readonly PageSection[];
  /** At the bottom: what made the page. */
  readonly madeBy: string;
}

/** Writes the page, section by section, all or nothing. Throws `output_unwritable`. */
export async function writePage(path: string, page: HtmlPage): Promise<void> {
  await withAtomicFile(path, async (write) => {
    await write(toHead(page).toString());
    for (const section of page.sections) await write(toSectionHtml(section).toString());
    await write(toFoot(page).toString());
  });
}

/**
 * Nothing is loaded, nothing is sent, and no script runs but the page's own, known by its hash: should a value of the source
 * ever come through as HTML, it can't do anything.
 */
const POLICY = [
  `default-src 'none'`,
  `style-src '${toHash(PAGE_STYLE)}'`,
  `script-src '${toHash(PAGE_SCRIPT)}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ');

function toHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function toHead({ title, subtitle, verdict, sections }: HtmlPage): Html {
  return fragment`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(PAGE_STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<p class="brand">bitpowr-bulk</p>
<h1><bdi>${title}</bdi></h1>
<p class="subtitle">${subtitle}</p>
</header>
<main id="main" tabindex="-1">
${toVerdictHtml(verdict)}
<nav aria-label="On this page"><ul>
${sections.map(({ id, title }) => fragment`<li><a href="#${id}">${title}</a></li>\n`)}
</ul></nav>
`;
}

function toFoot({ madeBy }: HtmlPage): Html {
  return fragment`</main>
<footer><p>${madeBy}</p></footer>
<script>${new Html(PAGE_SCRIPT)}</script>
</body>
</html>
`;
}
