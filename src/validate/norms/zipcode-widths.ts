/** Countries with all-digit postcodes of one width, some beginning with 0, by code and usual names. */
const COUNTRIES: Readonly<Record<number, string>> = {
  4: 'AU, AUS, Australia, NO, NOR, Norway, Norge, PH, PHL, Philippines, ZA, ZAF, South Africa',
  5: `CR, CRI, Costa Rica, DE, DEU, Germany, Deutschland, DZ, DZA, Algeria, EE, EST, Estonia, ES, ESP, Spain, España,
    FI, FIN, Finland, FR, FRA, France, IT, ITA, Italy, Italia, KE, KEN, Kenya, KR, KOR, South Korea, MX, MEX, Mexico, México,
    MY, MYS, Malaysia, TR, TUR, Turkey, Türkiye, UA, UKR, Ukraine, US, USA, United States, United States of America`,
  6: 'CN, CHN, China, CO, COL, Colombia, RO, ROU, Romania, SG, SGP, Singapore',
};

const WIDTHS: ReadonlyMap<string, number> = new Map(
  Object.entries(COUNTRIES).flatMap(([width, names]) =>
    names.split(/,\s+/).map((name): [string, number] => [name.toLowerCase(), Number(width)]),
  ),
);

/** Number of digits of this country's postcodes; undefined if it varies, if none begins with 0, or for an unlisted country. */
export function toZipcodeWidth(country: string): number | undefined {
  return WIDTHS.get(country.trim().toLowerCase());
}
