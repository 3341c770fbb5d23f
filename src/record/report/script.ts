/** The page's script: local times, copying, search, filters, pages of the lists. It puts values in as text, never as HTML. */
export const PAGE_SCRIPT = `'use strict';
const byId = (id) => document.getElementById(id);
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
});

/** Times in the reader's own zone. */
{
  const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
  for (const time of document.querySelectorAll('time')) {
    time.title = time.textContent;
    time.textContent = local.format(new Date(time.dateTime));
  }
}

/** Buttons that copy the command before them. */
{
  const copy = async (code, button) => {
    const label = button.firstChild;
    try {
      await navigator.clipboard.writeText(code.textContent);
      label.data = 'Copied';
    } catch {
      getSelection().selectAllChildren(code);
      label.data = document.execCommand('copy') ? 'Copied' : 'Selected: press Ctrl+C';
    }
    setTimeout(() => { label.data = 'Copy'; }, 2500);
  };
  for (const button of document.querySelectorAll('button.copy')) {
    button.hidden = false;
    button.addEventListener('click', () => copy(button.previousElementSibling, button));
  }
}

/** The contents bar marks the part that is being read. */
{
  const links = new Map([...document.querySelectorAll('nav a')].map((link) => [link.hash.slice(1), link]));
  const seen = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) isIntersecting ? seen.add(target.id) : seen.delete(target.id);
    const current = [...links.keys()].find((id) => seen.has(id));
    for (const [id, link] of links)
      id === current ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current');
  }, { rootMargin: '-15% 0px -70% 0px' });
  for (const id of links.keys()) observer.observe(byId(id));
}

const element = (name, className, ...content) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
};

const cell = (content, className, label) => {
  const td = element('td', className, content);
  td.setAttribute('role', 'cell');
  if (label) td.dataset.label = label;
  return td;
};

const row = (...cells) => {
  const tr = element('tr', '', ...cells);
  tr.setAttribute('role', 'row');
  return tr;
};

/** A list with a form of filters: \`matches(at, elements)\` keeps an entry, \`line(at)\` draws it. */
const explore = (prefix, total, matches, line) => {
  const PER_PAGE = 25;
  const form = byId(prefix + 'filters');
  const listed = byId(prefix + 'listed');
  const body = listed.querySelector('tbody');
  const count = byId(prefix + 'count');
  const [previous, next] = [byId(prefix + 'previous'), byId(prefix + 'next')];
  const number = new Intl.NumberFormat('en');
  let found = [];
  let start = 0;

  const show = () => {
    const end = Math.min(start + PER_PAGE, found.length);
    body.replaceChildren(...found.slice(start, end).map(line));
    count.textContent = found.length === 0
      ? 'Nothing here is like that. “Show all” takes the filters away.'
      : 'Showing ' + number.format(start + 1) + ' to ' + number.format(end) + ' of ' + number.format(found.length)
        + (found.length === total ? '' : ' (filtered from ' + number.format(total) + ')');
    listed.hidden = found.length === 0;
    previous.parentElement.hidden = found.length <= PER_PAGE;
    previous.disabled = start === 0;
    next.disabled = end >= found.length;
  };

  const filter = () => {
    const words = form.elements.search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    found = [];
    for (let at = 0; at < total; at += 1) if (matches(at, form.elements, words)) found.push(at);
    start = 0;
    show();
  };

  const turn = (by) => {
    start += by;
    show();
    listed.focus({ preventScroll: true });
    count.scrollIntoView({ block: 'start' });
  };

  previous.addEventListener('click', () => turn(-PER_PAGE));
  next.addEventListener('click', () => turn(PER_PAGE));
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  form.hidden = false;
  filter();
  return { form, filter };
};

/** Every word is in the text, or is the number of the row. */
const hasWords = (words, rowNumber, text) =>
  words.every((word) => (/^\\d{1,9}$/.test(word) && String(rowNumber) === word) || text.includes(word));

(() => {
  const block = byId('findings');
  if (!block) return;
  const { columns, kinds, findings } = JSON.parse(block.textContent);
  const texts = findings.map(([row, , column, , text, name]) =>
    [row, name, columns[column][1], text].join(' ').toLowerCase());

  const matches = (at, { severity, kind, column }, words) => {
    const [row, , columnAt, kindAt] = findings[at];
    return (severity.value === '' || kinds[kindAt][1] === severity.value)
      && (kind.value === '' || kinds[kindAt][0] === kind.value)
      && (column.value === '*' || '=' + columns[columnAt][0] === column.value)
      && hasWords(words, row, texts[at]);
  };

  /** Text with code between backticks. */
  const prose = (text) => {
    const bdi = document.createElement('bdi');
    text.split(/\`([^\`]*)\`/).forEach((part, at) => bdi.append(at % 2 === 0 ? part : element('code', '', part)));
    return bdi;
  };

  const line = (at) => {
    const [number, line, columnAt, kindAt, text, name] = findings[at];
    const severity = kinds[kindAt][1];
    const badge = element('span', 'badge ' + severity, severity === 'error' ? '! Error' : '! Warning');
    return row(
      cell(number, 'number', 'Row'), cell(String(line), 'number', 'Line'), cell(element('bdi', '', name), 'name'),
      cell(element('bdi', '', columns[columnAt][1]), 'column'), cell(badge), cell(prose(text), 'found'),
    );
  };

  const { form, filter } = explore('', findings.length, matches, line);
  const jump = (set) => {
    form.reset();
    set(form.elements);
    filter();
    const title = byId('list-title');
    title.scrollIntoView({ block: 'start' });
    title.focus({ preventScroll: true });
  };
  for (const button of document.querySelectorAll('button[data-kind]'))
    button.addEventListener('click', () => jump(({ kind }) => { kind.value = button.dataset.kind; }));
  for (const button of document.querySelectorAll('button[data-column]'))
    button.addEventListener('click', () => jump(({ column }) => { column.value = '=' + button.dataset.column; }));
})();

/** Of what is planned or done, and of what stays planned. */
for (const prefix of ['changes-', 'held-']) {
  const block = byId(prefix + 'data');
  if (!block) continue;
  const { looks, changes } = JSON.parse(block.textContent);
  const texts = changes.map((change) => JSON.stringify(change).toLowerCase());

  const matches = (at, { kind, field, warning }, words) => {
    const [row, kindName, , , fields, , warnings] = changes[at];
    return (kind.value === '' || kindName === kind.value)
      && (field.value === '' || fields.some(([name]) => name === field.value))
      && (warning.value === '' || (warnings.length > 0) === (warning.value === 'yes'))
      && hasWords(words, row, texts[at]);
  };

  /** One field: what both have, with the removed part struck out and the added one underlined. */
  const diff = ([field, start, removed, added, end, emptied]) => {
    const value = element('bdi', 'value', start);
    if (removed !== '') value.append(element('del', '', removed));
    if (added !== '') value.append(element('ins', '', added));
    value.append(end);
    const item = element('li', emptied ? 'emptied' : '', element('b', '', element('bdi', '', field)), ' ', value);
    if (emptied) item.append(' emptied');
    return item;
  };

  const line = (at) => {
    const [number, kind, name, key, fields, address, warnings] = changes[at];
    const [label, look, mark] = looks[kind];
    const what = element('span', '', element('span', 'key ' + look, mark), label);
    what.firstChild.setAttribute('aria-hidden', 'true');
    const list = element('ul', 'diff', ...fields.map(diff));
    if (address) list.append(element('li', '', '+ a deposit address'));
    if (warnings.length > 0) list.append(element('li', 'muted', '! ' + warnings.join(', ')));
    const customer = element('span', '', element('bdi', '', name), document.createElement('br'), element('bdi', 'muted', key));
    return row(cell(String(number), 'number', 'Row'), cell(customer, 'name'), cell(what, 'what'), cell(list, 'found'));
  };

  explore(prefix, changes.length, matches, line);
}
`;
