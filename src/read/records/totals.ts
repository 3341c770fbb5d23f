/** Words and numbers of a row of totals. */

const WORDS = String.raw`(?:sub[\s-]?total|grand\s+totals?|totals?|totale|totaal|total\s+g[ée]n[ée]ral|sums?|summen?|gesamt(?:summe)?|insgesamt|zwischensumme|suma|somma|soma|somme|razem|celkem|összesen|toplam|итого|всего|合计|合計|总计|總計|小计|小計|averages?|avg|mean|mittelwert|durchschnitt|promedio|moyenne|media|média)`;
const COUNTED = String.raw`(?:\s+(?:of\s+)?(?:rows?|records?|customers?|clients?|users?|accounts?|entries|count|number|amount|balance|sum|kunden|clientes|clienti))?`;
const TOTAL = new RegExp(String.raw`^\W*${WORDS}${COUNTED}\W*$`, 'iu');
/** `Number of customers`, `Count`: only with a number in another cell. */
const COUNT_WORD =
  /^\W*(?:(?:number|no\.?|nr\.?|count|anzahl)(?:\s+of)?\s+(?:rows?|records?|customers?|clients?|users?|accounts?|entries)|(?:row|record|customer|user)?\s*counts?|anzahl)\W*$/iu;

/** A quick look at the first letters, for every row. */
const BEGINS =
  /^\W*(?:su[bm]|to[tp]|grand|gesamt|insg|zwisch|som|raz|celk|öss|ито|все|合|总|總|小|av|me|mitt|durch|prom|moy|méd|count|number|no|nr|anz|row|rec|cust|user)/iu;

/** Whether the text names a total, such as `Grand total:`, and nothing else. */
export function isTotalsWord(text: string): boolean {
  return BEGINS.test(text) && (TOTAL.test(text) || COUNT_WORD.test(text));
}

const NUMBER = /^[+-]?(?:[^\p{L}\p{N}\s]{0,3}\s?)?\d[\d\s.,'’()]*(?:\s?(?:%|[A-Z]{3}|\p{Sc}))?$/u;
const COUNTED_THINGS =
  /^\d[\d\s.,']*\s*(?:rows?|records?|customers?|clients?|users?|accounts?|entries|items?|zeilen|kunden|lignes|filas|registros|clientes)\.?$/iu;

/** Whether a cell of a row of totals may have the text: a number, an amount, or `2 records`. */
export function isCount(text: string): boolean {
  return NUMBER.test(text) || COUNTED_THINGS.test(text);
}

/** The number of `2` or `2 records`; undefined for another text. */
export function toCount(text: string): number | undefined {
  const digits = isCount(text) ? text.replaceAll(/[^\d]/g, '') : '';
  return digits === '' ? undefined : Number(digits);
}
