/** The page's script: search, filters, pages of the list. It puts values in as text, never as HTML. */
export const PAGE_SCRIPT = `'use strict';
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
});
(() => {
  const block = document.getElementById('findings');
  if (!block) return;
  const { columns, kinds, findings } = JSON.parse(block.textContent);
  const PER_PAGE = 100;
  const form = document.getElementById('filters');
  const listed = document.getElementById('listed');
  const body = listed.querySelector('tbody');
  const count = document.getElementById('count');
  const [previous, next] = [document.getElementById('previous'), document.getElementById('next')];
  const texts = findings.map(([row, line, column, , text]) =>
    [row, columns[column][1], text].join(' ').toLowerCase());
  const number = new Intl.NumberFormat('en');
  let found = [];
  let start = 0;

  const filter = () => {
    const { search, severity, kind, column } = form.elements;
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    found = [];
    for (let at = 0; at < findings.length; at += 1) {
      const [row, , columnAt, kindAt] = findings[at];
      if (severity.value !== '' && kinds[kindAt][1] !== severity.value) continue;
      if (kind.value !== '' && kinds[kindAt][0] !== kind.value) continue;
      if (column.value !== '*' && '=' + columns[columnAt][0] !== column.value) continue;
      if (words.every((word) => (/^\\d{1,9}$/.test(word) && row === word) || texts[at].includes(word))) found.push(at);
    }
    start = 0;
    show();
  };

  const cell = (content, className, label) => {
    const td = document.createElement('td');
    td.setAttribute('role', 'cell');
    if (className) td.className = className;
    if (label) td.dataset.label = label;
    td.append(content);
    return td;
  };

  /** Text with code between backticks. */
  const prose = (text) => {
    const bdi = document.createElement('bdi');
    text.split(/\`([^\`]*)\`/).forEach((part, at) => {
      if (at % 2 === 0) return bdi.append(part);
      const code = document.createElement('code');
      code.textContent = part;
      bdi.append(code);
    });
    return bdi;
  };

  const line = (at) => {
    const [row, line, columnAt, kindAt, text] = findings[at];
    const severity = kinds[kindAt][1];
    const name = document.createElement('bdi');
    name.textContent = columns[columnAt][1];
    const badge = document.createElement('span');
    badge.className = 'badge ' + severity;
    badge.textContent = severity === 'error' ? 'Error' : 'Warning';
    const tr = document.createElement('tr');
    tr.setAttribute('role', 'row');
    tr.append(
      cell(row, 'number', 'Row'), cell(String(line), 'number', 'Line'), cell(name, 'name'), cell(badge), cell(prose(text), 'found'),
    );
    return tr;
  };

  const show = () => {
    const end = Math.min(start + PER_PAGE, found.length);
    body.replaceChildren(...found.slice(start, end).map(line));
    count.textContent = found.length === 0
      ? 'Nothing here is like that. “Show all” takes the filters away.'
      : 'Showing ' + number.format(start + 1) + ' to ' + number.format(end) + ' of ' + number.format(found.length)
        + (found.length === findings.length ? '' : ' (filtered from ' + number.format(findings.length) + ')');
    listed.hidden = found.length === 0;
    previous.parentElement.hidden = found.length <= PER_PAGE;
    previous.disabled = start === 0;
    next.disabled = end >= found.length;
  };

  const turn = (by) => {
    start += by;
    show();
    listed.focus({ preventScroll: true });
    count.scrollIntoView({ block: 'start' });
  };

  const jump = (set) => {
    form.reset();
    set(form.elements);
    filter();
    const title = document.getElementById('list-title');
    title.scrollIntoView({ block: 'start' });
    title.focus({ preventScroll: true });
  };

  previous.addEventListener('click', () => turn(-PER_PAGE));
  next.addEventListener('click', () => turn(PER_PAGE));
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  for (const button of document.querySelectorAll('button[data-kind]'))
    button.addEventListener('click', () => jump(({ kind }) => { kind.value = button.dataset.kind; }));
  for (const button of document.querySelectorAll('button[data-column]'))
    button.addEventListener('click', () => jump(({ column }) => { column.value = '=' + button.dataset.column; }));
  form.hidden = false;
  filter();
})();
`;
