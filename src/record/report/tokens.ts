/**
 * Colours by their use, for light and dark: text on any ground has a contrast of 5.6 : 1 or more. The fills of outcomes stay apart
 * for readers who confuse colours, and never stand without mark, word and number.
 */

type LightAndDark = readonly [light: string, dark: string];

const TOKENS: Readonly<Record<string, LightAndDark>> = {
  ground: ['#f6f7f9', '#10151b'],
  surface: ['#fff', '#181f27'],
  raised: ['#eef1f5', '#222b35'],
  text: ['#1a1f26', '#e7ebf0'],
  muted: ['#56616e', '#a5b0bc'],
  /** Decoration. */
  line: ['#dce1e7', '#2e3843'],
  /** Of controls. */
  edge: ['#7d8895', '#74808d'],
  /** "You can act here", and nothing else. */
  accent: ['#0a58ad', '#7cb8ff'],
  'on-accent': ['#fff', '#0b1a2b'],
  tint: ['#e7f0fb', '#1b2c41'],
  /** Behind the word LIVE: never a hue. */
  bar: ['#1a1f26', '#e7ebf0'],
  'on-bar': ['#fff', '#10151b'],
  /** The second line of a chart. */
  second: ['#a3489f', '#e29ade'],
  created: ['#176a48', '#74d9b0'],
  'created-fill': ['#207e57', '#43a184'],
  'created-ground': ['#e6f4ee', '#12291f'],
  updated: ['#1f6398', '#9ad0fb'],
  'updated-fill': ['#5999cc', '#7fc4fa'],
  'updated-ground': ['#e6f1fb', '#152739'],
  unchanged: ['#56616e', '#a5b0bc'],
  'unchanged-fill': ['#b6bbc5', '#616974'],
  'unchanged-ground': ['#eef1f5', '#222b35'],
  emptied: ['#85309b', '#dfa3ee'],
  'emptied-fill': ['#933ca8', '#b256c7'],
  'emptied-ground': ['#f7eafa', '#2c1a33'],
  invalid: ['#8a4b00', '#f0b755'],
  'invalid-fill': ['#f3972e', '#e59d1a'],
  'invalid-ground': ['#fff1df', '#2f2411'],
  conflict: ['#665a00', '#f5e586'],
  'conflict-fill': ['#f5e962', '#fcee94'],
  'conflict-ground': ['#fcf8d2', '#2b2910'],
  failed: ['#8a1409', '#ff9d92'],
  'failed-fill': ['#7a1006', '#be2d1f'],
  'failed-ground': ['#fbeae8', '#331917'],
};

const toDeclarations = (at: 0 | 1): string =>
  Object.entries(TOKENS)
    .map(([name, values]) => `--${name}: ${values[at]};`)
    .join(' ');

/** Rules for `:root`, by the reader's setting. */
export const TOKEN_STYLE = `:root { color-scheme: light dark; ${toDeclarations(0)} }
@media (prefers-color-scheme: dark) { :root { ${toDeclarations(1)} } }
@media print { :root { color-scheme: light; ${toDeclarations(0)} --ground: #fff; --raised: #f3f4f6; --text: #000; --muted: #444; } }`;
