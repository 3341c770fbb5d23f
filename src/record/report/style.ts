/** The page's style: light and dark by the reader's setting, readable when narrow and in print. */
import { TOKEN_STYLE } from './tokens.js';

export const PAGE_STYLE = `
${TOKEN_STYLE}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 5.5rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 64rem; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
}
h1, h2, h3, p, ul, ol, dl, dd { margin: 0; }
h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.015em; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; line-height: 1.3; letter-spacing: -0.01em; }
h3 { font-size: 1.03rem; line-height: 1.4; }
h2:focus, main:focus { outline: none; }
a { color: var(--accent); }
code { font: 0.9em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.found code, li code, .remedy code, .steps code { background: var(--raised); border-radius: 4px; padding: 0.08em 0.35em; }
.muted, .subtitle, footer { color: var(--muted); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100vw; background: var(--surface); padding: 0.5rem 1rem; border-radius: 6px; }
.skip:focus { left: 1rem; top: 0.5rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
header { margin-bottom: 1.5rem; }
.brand { color: var(--muted); font-weight: 600; letter-spacing: 0.02em; margin-bottom: 0.35rem; font-size: 0.9rem; }
.subtitle { margin-top: 0.4rem; font-size: 0.95rem; overflow-wrap: anywhere; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 1.4rem 1.5rem; margin-top: 1.25rem; }
section > h2 { margin-bottom: 0.9rem; }
section > p + *, section > ul + * { margin-top: 0.9rem; }
.verdict { display: flex; gap: 1.1rem; border-width: 1px 1px 1px 6px; }
.verdict.good { background: var(--created-ground); border-color: var(--created); }
.verdict.fair { background: var(--invalid-ground); border-color: var(--invalid); }
.verdict.bad { background: var(--failed-ground); border-color: var(--failed); }
.verdict h2 { font-size: 1.4rem; }
.verdict h3 { margin-top: 1rem; }
.verdict ol { padding-left: 1.3rem; margin-top: 0.3rem; }
.verdict li { margin-top: 0.25rem; }
.verdict li code { background: color-mix(in srgb, var(--text) 9%, transparent); }
.verdict p { margin-top: 0.3rem; }
.mark { flex: none; width: 2.4rem; height: 2.4rem; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.good .mark { color: var(--created); } .fair .mark { color: var(--invalid); } .bad .mark { color: var(--failed); }
nav { position: sticky; top: 0; z-index: 1; margin: 1rem -0.5rem 0; background: var(--ground); border-bottom: 1px solid var(--line); }
nav ul { list-style: none; padding: 0.5rem; display: flex; flex-wrap: wrap; gap: 0.15rem 1.1rem; font-size: 0.92rem; white-space: nowrap; }
nav a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; border-bottom: 2px solid var(--accent); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1rem; margin-bottom: 1.2rem; }
.figure dt { color: var(--muted); font-size: 0.9rem; }
.figure dd { font-size: 1.75rem; line-height: 1.25; font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: -0.02em; overflow-wrap: anywhere; }
.figure small { display: block; font-size: 0.85rem; font-weight: 400; letter-spacing: 0; color: var(--muted); }
.bar { display: block; width: 100%; height: 0.75rem; border-radius: 4px; background: var(--raised); }
rect.created { fill: var(--created-fill); } rect.updated { fill: var(--updated-fill); } rect.unchanged { fill: var(--unchanged-fill); } rect.emptied { fill: var(--emptied-fill); } rect.invalid { fill: var(--invalid-fill); } rect.conflict { fill: var(--conflict-fill); } rect.failed { fill: var(--failed-fill); }
rect.warned { fill: var(--invalid-ground); stroke: var(--invalid-fill); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
rect.conflict { stroke: var(--conflict); stroke-width: 1; vector-effect: non-scaling-stroke; }
rect.waiting { fill: var(--edge); } rect.skipped { fill: var(--surface); stroke: var(--edge); stroke-width: 1; vector-effect: non-scaling-stroke; } rect.throttled { fill: var(--invalid-fill); }
.legend { list-style: none; padding: 0; margin-top: 0.7rem; display: flex; flex-wrap: wrap; gap: 0.3rem 1.4rem; font-size: 0.93rem; }
.key { display: inline-block; min-width: 1.25em; height: 1.25em; line-height: 1.2; border-radius: 4px; margin-right: 0.45em; text-align: center; font: 700 0.85em/1.35 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; border: 1px solid transparent; }
.key.created { color: var(--created); background: var(--created-ground); border-color: var(--created); }
.key.updated { color: var(--updated); background: var(--updated-ground); border-color: var(--updated); }
.key.unchanged { color: var(--unchanged); background: var(--unchanged-ground); border-color: var(--unchanged); }
.key.emptied { color: var(--emptied); background: var(--emptied-ground); border-color: var(--emptied); }
.key.invalid { color: var(--invalid); background: var(--invalid-ground); border-color: var(--invalid); }
.key.conflict { color: var(--conflict); background: var(--conflict-ground); border-color: var(--conflict); }
.key.failed { color: var(--failed); background: var(--failed-ground); border-color: var(--failed); }
.key.invalid, .key.failed { color: var(--surface); } .key.invalid { background: var(--invalid); } .key.failed { background: var(--failed); }
.key.warned { color: var(--invalid); border-color: var(--invalid); } .key.waiting { color: var(--text); border-color: var(--edge); } .key.skipped { color: var(--muted); border-color: var(--edge); }
.key.first, .key.second, .key.throttled { min-width: 0; width: 0.75em; height: 0.75em; border: 0; border-radius: 3px; }
.key.first { background: var(--accent); } .key.second { background: var(--second); } .key.throttled { background: var(--invalid-fill); }
.chart { display: block; width: 100%; height: auto; margin-top: 0.4rem; }
.chart text { fill: var(--muted); font-size: 13px; font-variant-numeric: tabular-nums; }
.chart .grid { stroke: var(--line); stroke-width: 1; }
.chart path { fill: none; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.chart .first { stroke: var(--accent); } .chart .second { stroke: var(--second); stroke-dasharray: 7 4; }
rect.planned { stroke-width: 1.5; stroke-dasharray: 5 3; vector-effect: non-scaling-stroke; }
rect.created.planned { fill: var(--created-ground); stroke: var(--created-fill); } rect.updated.planned { fill: var(--updated-ground); stroke: var(--updated-fill); }
.key.planned { border-style: dashed; background: none; }
section h3:not(article h3, .verdict h3) { margin-top: 1.3rem; }
.columns { list-style: none; padding: 0; display: grid; gap: 1.1rem; }
.columns .bar { height: 0.6rem; margin: 0.3rem 0 0.25rem; }
.kinds { font-size: 0.88rem; color: var(--muted); display: flex; flex-wrap: wrap; gap: 0 1.2rem; }
.cause { border-top: 1px solid var(--line); padding: 1.1rem 0 1.1rem; }
.cause:last-of-type { padding-bottom: 0; }
.cause:first-of-type { border-top: 0; padding-top: 0; }
.facts { margin-top: 0.3rem; font-size: 0.93rem; overflow-wrap: anywhere; }
.remedy { margin-top: 0.4rem; }
.cause details { margin-top: 0.5rem; }
.cause details > p { margin: 0.6rem 0; }
summary { cursor: pointer; color: var(--accent); font-size: 0.93rem; width: fit-content; padding: 0.15rem 0; }
.badge { display: inline-block; font-size: 0.8rem; font-weight: 600; border-radius: 99px; padding: 0.05rem 0.6rem; border: 1px solid; margin-right: 0.35rem; white-space: nowrap; }
.badge.failed { color: var(--surface); background: var(--failed); border-color: var(--failed); } .badge.error { color: var(--surface); background: var(--invalid); border-color: var(--invalid); } .badge.warning { color: var(--invalid); }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; margin-top: 0.5rem; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 0.8rem; }
th { font-weight: 600; color: var(--muted); background: var(--raised); white-space: nowrap; }
td code { margin-right: 0.3em; }
tbody th { color: var(--text); background: none; }
.found code { margin-right: 0; }
.route, .word { white-space: nowrap; }
.side { min-width: 9rem; overflow-wrap: anywhere; }
.findings bdi.muted { font-weight: 400; font-size: 0.92em; }
tbody tr { border-top: 1px solid var(--line); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.found { min-width: 16rem; overflow-wrap: anywhere; }
td bdi, th bdi { overflow-wrap: anywhere; }
.findings .number { width: 1%; min-width: 4.2rem; }
.findings .name { width: 18%; min-width: 9.5rem; white-space: normal; } .findings .column { width: 14%; min-width: 9.5rem; white-space: normal; overflow-wrap: anywhere; }
.findings td.name { font-weight: 600; }
.filters { display: grid; grid-template-columns: 1.6fr 0.9fr 2fr 1.2fr auto; gap: 0.7rem; align-items: end; margin-top: 1rem; }
.filters p { min-width: 0; }
.of-changes { grid-template-columns: 2fr 1.6fr 1.2fr 1.4fr auto; }
.count { margin: 0.9rem 0 0.5rem; }
label { display: block; font-size: 0.88rem; color: var(--muted); margin-bottom: 0.15rem; }
input, select, button { font: inherit; color: inherit; }
input, select { width: 100%; padding: 0.45rem 0.6rem; background: var(--surface); border: 1px solid var(--edge); border-radius: 7px; text-overflow: ellipsis; min-height: 2.5rem; }
::placeholder { color: var(--muted); opacity: 1; }
button { cursor: pointer; }
.quiet { padding: 0.4rem 0.9rem; min-height: 2.5rem; background: var(--surface); border: 1px solid var(--edge); border-radius: 7px; white-space: nowrap; }
.quiet:hover:not(:disabled) { background: var(--raised); }
.quiet:disabled { color: var(--muted); border-color: var(--line); cursor: default; }
del { color: var(--invalid); background: var(--invalid-ground); text-decoration: line-through; }
ins { color: var(--created); background: var(--created-ground); text-decoration: underline; text-underline-offset: 3px; }
.diff { list-style: none; padding: 0; } .diff .value { overflow-wrap: anywhere; white-space: pre-wrap; }
.diff .emptied { color: var(--emptied); background: var(--emptied-ground); font-weight: 600; } .diff .emptied del { color: var(--emptied); background: none; }
.what { white-space: nowrap; }
mark { color: var(--updated); background: var(--updated-ground); border-bottom: 2px solid var(--updated-fill); font-weight: 600; }
.command code span { display: inline-block; max-width: 100%; }
.command { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 0.2rem 0.5rem; max-width: 100%; }
.copy { padding: 0 0.6rem; min-height: 1.7rem; font-size: 0.85rem; background: var(--surface); border: 1px solid var(--edge); border-radius: 6px; }
.copy:hover { background: var(--tint); }
.link { border: 0; background: none; padding: 0.1rem 0; color: var(--accent); text-decoration: underline; font-weight: 600; text-align: left; overflow-wrap: anywhere; }
.notice { background: var(--invalid-ground); border-left: 4px solid var(--invalid); border-radius: 6px; padding: 0.6rem 0.9rem; }
.pager { margin-top: 0.8rem; }
.facts-list { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.35rem 1.5rem; }
.technical { margin-top: 0.9rem; } .technical .facts-list { margin-top: 0.5rem; }
.facts-list dt { color: var(--muted); } .facts-list dd { overflow-wrap: anywhere; }
footer { margin-top: 1.5rem; font-size: 0.88rem; }
@media (max-width: 52rem) { .filters, .of-changes { grid-template-columns: 1fr 1fr; } .filters p:first-child { grid-column: 1 / -1; } }
@media (max-width: 34rem) {
  body { padding: 1.25rem 0.8rem 2rem; }
  h1 { font-size: 1.5rem; }
  section { padding: 1.1rem 1rem; border-radius: 10px; }
  .verdict { flex-direction: column; gap: 0.5rem; }
  .filters, .of-changes { grid-template-columns: 1fr; }
  .facts-list { grid-template-columns: 1fr; gap: 0; } .facts-list dd { margin-bottom: 0.6rem; }
  th, td { padding: 0.45rem 0.6rem; }
  .chart { overflow: visible; margin-top: 0.7rem; }
  .chart text { font-size: 27px; }
  .chart path { stroke-width: 4; }
  .findings, .findings tbody, .findings thead { display: block; }
  .findings thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .findings tr { display: flex; flex-wrap: wrap; gap: 0.15rem 0.9rem; padding: 0.6rem 0.8rem; align-items: baseline; }
  .findings tbody tr:first-child { border-top: 0; }
  .findings td { padding: 0; }
  .findings .number, .findings .name, .findings .column { width: auto; min-width: 0; text-align: left; }
  .findings td.name:empty, .findings td.name:has(bdi:empty) { display: none; }
  .findings .number::before, .findings .word::before { content: attr(data-label) " "; color: var(--muted); font-weight: 400; }
  .findings .side { flex: 1 0 100%; min-width: 0; } .findings .side::before { content: attr(data-label); display: block; color: var(--muted); font-size: 0.9em; }
  .findings th.name { padding: 0; flex: 1 0 100%; }
  .findings .word, .route { white-space: normal; overflow-wrap: anywhere; }
  table:not(.findings) th { white-space: normal; }
  nav ul { flex-wrap: nowrap; overflow-x: auto; padding-right: 2.5rem; -webkit-mask-image: linear-gradient(to left, transparent, #000 2.5rem); mask-image: linear-gradient(to left, transparent, #000 2.5rem); }
  .findings .name { font-weight: 600; }
  .findings .found { flex: 1 0 100%; min-width: 0; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@page { margin: 14mm; }
@media print {
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip, .filters, .pager, button.quiet, .copy { display: none; }
  section { border: 0; padding: 0.6rem 0; border-radius: 0; }
  .verdict { border: 1px solid; padding: 0.8rem; }
  tr, li { break-inside: avoid; }
  h2, h3, .facts, .remedy, .legend, section > p.muted { break-after: avoid; }
  .scroll { overflow: visible; }
  /* What is folded on the screen is on the paper. */
  details::details-content { display: block; content-visibility: visible; }
}
`;
