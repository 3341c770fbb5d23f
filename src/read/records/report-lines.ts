/** Lines that programs write around a table: counts, pages, dates, who printed it. */

const COUNT = String.raw`[\d.,' ]*\d`;

/** Words for rows, in the languages whose database clients translate them. */
const ROWS = String.raw`(?:rows?|row\(s\)|records?|record\(s\)|lines?|customers?|clients?|entries|items?|results?|zeilen?|datens(?:ä|ae)tze?|lignes?|enregistrements?|filas?|registros?|linhas?|righe|riga|record|rijen|rij|rader|rad|rækker?|riviä?|wiersz(?:y|e)?|řádk(?:y|ů|a)?|sor|satır|строк[аи]?|行|件|條|条)`;

/** Words of a client after its count. */
const FATE = String.raw`(?:selected|affected|fetched|returned|exported|found|in set|total|in total|retrieved|processed|written|listed|unloaded|betroffen|ausgewählt|exportiert|insgesamt|affectées?|sélectionnées?|afectadas?|seleccionadas?|afetadas?|selecionadas?|interessate|selezionate)`;

const TIME = String.raw`(?:\s*[,(]\s*(?:\d+ warnings?\s*)?\(?[\d.:]+ ?(?:s|sec|secs|ms|seconds?)?\)?\s*)?`;

const PAGE = String.raw`(?:page|seite|página|pagina|pág\.?|pag\.?|strona|sida|side|sivu|стр\.?|страница|blatt|bladzijde)`;

const PRINTED = String.raw`(?:printed|generated|created|exported|produced|extracted|downloaded|prepared|report(?: was)? (?:generated|created|run)|gedruckt|erstellt|exportiert|imprimé|généré|exporté|impreso|generado|exportado|impresso|gerado|stampato|generato)`;

/** Each is a whole line. No person, company or id has such a name. */
const LINES: readonly RegExp[] = [
  new RegExp(
    String.raw`^[(*\-\s]*(?:${COUNT}|no|keine)\s+${ROWS}(?:\s+${FATE})?[)*\-\s.!]*${TIME}\.?$`,
    'iu',
  ),
  new RegExp(
    String.raw`^(?:(?:total|number of|nb|anzahl|count)\s*(?:of\s+)?)?(?:${ROWS}|count|total)(?:\s+${FATE})?\s*[:=]\s*${COUNT}\.?$`,
    'iu',
  ),
  new RegExp(
    String.raw`^\W*${PAGE}\s*[:#]?\s*\d+(?:\s*(?:\/|of|von|de|di|z|av|af|van|из|sur)\s*\d+)?\W*$`,
    'iu',
  ),
  new RegExp(
    String.raw`^\W*${PRINTED}\s*(?:by|on|at|from|with|using|am|von|le|par|el|por|em|da|il|:|\d)`,
    'iu',
  ),
  /^\W*(?:end|fin|ende)\s+(?:of|de|der|des)\s+(?:the\s+)?(?:file|report|list|data|export|table|document|rapport|fichero|datei|liste)\W*$/iu,
  /^\W*(?:eof|end of (?:input|output)|-- ?end ?--)\W*$/iu,
  /^(?:completion time|elapsed|execution time|run ?time|time|timing|laufzeit|durée)\s*:\s*[\d:.TZ+\- ]+(?: ?(?:ms|s|sec|seconds?))?$/iu,
  /^(?:sql|mysql|mariadb \[\w+\]|postgres[=#]?|\d+)?>\s*(?:spool off|exit;?|quit;?)?$/iu,
  // The end of the data, as COPY of PostgreSQL and pg_dump write it.
  /^\\?\.$/,
  /^(?:query ok|disconnected from|connected to|pl\/sql procedure|bye$|rows affected)\b.*$/iu,
];

/** Whether a whole line is one that a program writes around its table. */
export function isReportLine(text: string): boolean {
  return text.length <= 200 && LINES.some((line) => line.test(text));
}

const HEAD = new RegExp(
  String.raw`^\W*(?:${PAGE}\s*[:#]?\s*\d+(?:\s*(?:\/|of|von|de|di|z|av|af|van|из|sur)\s*\d+)?\W*$|${PRINTED}(?:\s*(?:by|on|at|from|am|von|le|par|el|por|em|da|il)\b|\s*:|$))`,
  'iu',
);

/** Whether a row of several cells begins as such a line does, such as `Page 1 of 1,,Printed by Ann`. It may be a customer. */
export function beginsLikeReport(cells: readonly string[]): boolean {
  const first = cells.find((cell) => cell !== '') ?? '';
  return HEAD.test(first);
}
