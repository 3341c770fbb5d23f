/** Of the page's script: a list with search, filters and pages. */
export const LIST_SCRIPT = `const element = (name, className, ...content) => {
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

`;
