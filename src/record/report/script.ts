/** The page's script. It puts values in as text, never as HTML. */
import { CHANGES_SCRIPT } from './script/changes.js';
import { FINDINGS_SCRIPT } from './script/findings.js';
import { LIST_SCRIPT } from './script/list.js';

/** Local times, copying, and the contents bar. */
const READING_SCRIPT = `'use strict';
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

`;

export const PAGE_SCRIPT = `${READING_SCRIPT}${LIST_SCRIPT}${FINDINGS_SCRIPT}${CHANGES_SCRIPT}`;
