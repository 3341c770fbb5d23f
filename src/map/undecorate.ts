/** Names of columns as forms and import templates write them, with marks around. */

/** What is written in brackets after a name and does not tell two columns apart, as `(home)` does. */
const REMARKS = [
  'required|req|mandatory|must|optional|opt|unique|primary key|pk|key|if any|text|string|str|number|numeric|integer|int|bigint|uuid',
  String.raw`n?(?:var)?char(?:\(\d+\)| ?\d+)?|max\.? ?\d+(?: char(?:acter)?s?)?|\d+ char(?:acter)?s?`,
  'pflichtfeld|pflicht|erforderlich|obligatoire|requis|facultatif|obligatorio|obligatoria|requerido|opcional|obbligatorio|facoltativo',
  'obrigat[óo]rio|verplicht|optioneel|wymagane|opcjonalne|obligatorisk|påkrævet|påkrevd|pakollinen|zorunlu|povinné|обязательно|необязательно',
  '必須|任意|必填|选填|必需|필수|선택|مطلوب|إلزامي|חובה',
].join('|');

const PAIRS = [
  [String.raw`\(`, String.raw`\)`],
  [String.raw`\[`, String.raw`\]`],
  [String.raw`\{`, String.raw`\}`],
  ['<', '>'],
  ['【', '】'],
  ['（', '）'],
] as const;

const BRACKETS = PAIRS.map(([open, close]) => `${open}\\s*(?:${REMARKS})\\s*${close}`).join('|');

/** A remark can begin here. To make ready the pattern of all remarks takes longer than to read a short file. */
const OPENING = /[([{<【（]/;
const IN_BRACKETS = new RegExp(BRACKETS, 'giu');
const AT_THE_END = /[\s,*–—-]+(?:required|mandatory|optional)$/i;
const NUMBERING = /^\s*\d{1,2}[.)]\s+/;
const LEADING = /^[\s*#:•·●◦▪★☆✱＊※!?¿¡'"`“”«»[(<>–—=-]+/u;
const TRAILING = /[\s*#:：•·●◦▪★☆✱＊※!?'"`“”«»\])<>†‡;,.]+$/u;

/** The name without stars, colons, quotes, `(required)` or `[text]`; the name itself if nothing else is there. */
export function undecorate(name: string): string {
  const plain = (OPENING.test(name) ? name.replaceAll(IN_BRACKETS, ' ') : name)
    .replace(NUMBERING, '')
    .replace(TRAILING, '')
    .replace(AT_THE_END, '');
  return plain.replace(LEADING, '').replace(TRAILING, '') || name;
}
