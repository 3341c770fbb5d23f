/** Of the page's script: the list of what was found in the rows. */
export const FINDINGS_SCRIPT = `(() => {
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

`;
