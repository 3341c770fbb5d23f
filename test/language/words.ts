/** Words that readers stumble over, each with what to write instead. */
export interface PlainWord {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** Every pattern has the flags `gi`, and matches no part of an identifier. */
export const WORDS: readonly PlainWord[] = [
  /** `mend` is a key of summary.json. */
  word('(?!mend(?:[:,}`]| [=}]))mend(?:s|ed|ing)?', 'fix, correct'),
  word('anew', 'again, starts over'),
  word('(?:go|goes|going|went|gone) on (?:with|where|from|as|only|without|past|by|at|though)', 'continue'),
  word('goes on', 'continues'),
  word('so (?:many|much)(?! that)', 'N, this many'),
  word('(?<!there )(?:is|are|was|were) none', 'is not one, has none, none exists'),
  word('(?:is|are|was|were) (?:each |all )?told', 'is reported; the subject first: "reports"'),
  word('(?:stands?|stood|lies) (?:in|on|beside|under|before)', 'is in, is next to'),
  word('(?:by|of) which', 'whose, that … by; two sentences'),
  word('nobody', 'no one, no customer'),
  word('(?:unwell|(?:is|are|go|goes|went|all is) well)', 'works, succeeds, fails'),
  word('lest', 'so that … not'),
  word('whom', 'who, that'),
  word('who(?:m|s)?ever', 'the one who, any client that'),
  word('what(?:so)?ever', 'any, everything that, no matter'),
];

function word(source: string, instead: string): PlainWord {
  return { pattern: new RegExp(`(?<![\\w.#-])${source}(?![\\w-])`, 'gi'), instead };
}
