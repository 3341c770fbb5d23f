import type { Checker, Deviation, Finding, SeenRequest } from './checker.js';
import type { KnownDeviation } from './known-deviations.js';

/** What was found in many requests: routes by label with their number, and each deviation once. */
export class Findings {
  readonly routes = new Map<string, number>();
  readonly #found = new Map<string, { finding: Finding; count: number; example: string }>();

  add({ route, findings }: ReturnType<Checker['checkRequest']>, { method, path, body }: SeenRequest): void {
    this.routes.set(route, (this.routes.get(route) ?? 0) + 1);
    this.addFindings(findings, `${method} ${path} ${body}`.trim());
  }

  /** `example`: where they were found. */
  addFindings(findings: readonly Finding[], example: string): void {
    for (const finding of findings) {
      const key = describeDeviation(finding);
      const entry = this.#found.get(key);
      if (entry === undefined) this.#found.set(key, { finding, count: 1, example });
      else entry.count += 1;
    }
  }

  get requests(): number {
    return [...this.routes.values()].reduce((sum, count) => sum + count, 0);
  }

  /** A line for each deviation that is not listed, with its first example. */
  listNew(known: readonly KnownDeviation[]): string[] {
    const listed = new Set(known.map(describeDeviation));
    return [...this.#found]
      .filter(([key]) => !listed.has(key))
      .map(
        ([key, { finding, count, example }]) =>
          `${key}: ${finding.message} (${count} times), first in ${example}`,
      );
  }

  /** A line for each listed deviation that was not found. */
  listGone(known: readonly KnownDeviation[]): string[] {
    return known.map(describeDeviation).filter((key) => !this.#found.has(key));
  }
}

/** `POST /customers body/address/zipcode type`: equal for equal deviations. */
export function describeDeviation({ route, location, pointer, keyword }: Deviation): string {
  return `${route} ${location}${pointer} ${keyword}`;
}
