/** Of the page's script: the list of the changes, with a diff of each field. */
export const CHANGES_SCRIPT = `/** Of what is planned or done, and of what stays planned. */
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
