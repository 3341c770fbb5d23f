/** The known name that a mistyped one was probably meant to be. */

/** The nearest candidate, if near enough for its length; the first of equals. */
export function suggestName(name: string, candidates: Iterable<string>): string | undefined {
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const allowed = Math.min(toAllowedDistance(candidate), (best?.distance ?? Infinity) - 1);
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    const distance = toEditDistance(name, candidate, allowed);
    if (distance <= allowed) best = { candidate, distance };
  }
  return best?.candidate;
}

/** Two typos in a long word, one in a short one, none in three letters, where nearly every word is near. */
function toAllowedDistance(candidate: string): number {
  if (candidate.length < 4) return 0;
  return candidate.length < 8 ? 1 : 2;
}

/**
 * Damerau-Levenshtein distance (optimal string alignment): letters added, left out, changed, or two neighbours swapped. Infinity
 * for a longer one than `most`.
 */
export function toEditDistance(a: string, b: string, most = Infinity): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const left = (current[j - 1] ?? 0) + 1;
      const above = (previous[j] ?? 0) + 1;
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (beforePrevious[j - 2] ?? 0) + 1
          : Infinity;
      current.push(Math.min(left, above, (previous[j - 1] ?? 0) + cost, swapped));
    }
    // The distances of the next row are not shorter than the shortest of this one.
    if (Math.min(...current) > most) return Infinity;
    beforePrevious = previous;
    previous = current;
  }
  const distance = previous[b.length] ?? 0;
  return distance > most ? Infinity : distance;
}
