/**
 * What a page owes to people who read it by ear, by keyboard, or with weak eyes. These functions run inside the browser, so
 * each stands by itself.
 */
/* global document, getComputedStyle, NodeFilter -- the browser's */

/** Texts whose contrast to their ground is under 4.5 : 1 (WCAG 2.2, 1.4.3), or under 3 : 1 where large. */
export function findWeakContrast() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const blend = (colors) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of ['#fff', ...colors]) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const weak = [];
  let looked = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent.trim();
    if (text === '' || !element.checkVisibility()) continue;
    if (element.closest('script, style, option, :disabled') !== null) continue;
    const grounds = [];
    for (let at = element; at !== null; at = at.parentElement)
      grounds.unshift(getComputedStyle(at).backgroundColor);
    const style = getComputedStyle(element);
    const [a, b] = [luminance(blend(grounds)), luminance(blend([...grounds, style.color]))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const isLarge = Number.parseFloat(style.fontSize) >= 24;
    looked += 1;
    if (ratio < (isLarge ? 3 : 4.5)) weak.push(`${ratio.toFixed(2)}: ${text.slice(0, 60)}`);
  }
  return looked > 20 ? weak : [`only ${looked} texts looked at`];
}

/** What is wrong with the page's structure: headings, ids, landmarks, names of controls, targets of links. */
export function findStructureFaults() {
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  if (document.documentElement.lang === '') faults.push('no language');
  if (document.title === '') faults.push('no title');
  for (const landmark of ['header', 'main', 'nav', 'footer', 'h1'])
    if (all(landmark).length !== 1) faults.push(`${all(landmark).length} ${landmark}`);
  const levels = all('h1, h2, h3, h4').map((heading) => Number(heading.tagName.slice(1)));
  levels.forEach((level, at) => {
    if (level > (levels[at - 1] ?? 0) + 1) faults.push(`a heading of level ${level} after ${levels[at - 1]}`);
  });
  const ids = all('[id]').map(({ id }) => id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`id ${id} twice`);
  for (const control of all('input, select'))
    if (control.labels.length !== 1 || control.labels[0].textContent.trim() === '')
      faults.push(`${control.outerHTML}: no label`);
  for (const element of all('button, a, summary, section[aria-labelledby], [role=region], form, nav')) {
    const label = element.getAttribute('aria-label') ?? '';
    const by = document.getElementById(element.getAttribute('aria-labelledby') ?? '')?.textContent ?? '';
    const text = ['BUTTON', 'A', 'SUMMARY'].includes(element.tagName) ? element.textContent : '';
    if (`${label}${by}${text}`.trim() === '') faults.push(`${element.outerHTML.slice(0, 80)}: no name`);
  }
  for (const link of all('a[href^="#"]'))
    if (document.getElementById(link.getAttribute('href').slice(1)) === null)
      faults.push(`${link.outerHTML}: leads nowhere`);
  for (const head of all('th')) if (!head.hasAttribute('scope')) faults.push(`${head.outerHTML}: no scope`);
  for (const picture of all('svg'))
    if (picture.getAttribute('aria-hidden') !== 'true' && picture.getAttribute('role') !== 'img')
      faults.push('a picture that is neither hidden nor named');
  return faults;
}

/** Opens what a reader may open. */
export function openDetails() {
  for (const details of document.querySelectorAll('details')) details.open = true;
}
