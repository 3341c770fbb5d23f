/**
 * How much the long proofs do. `npm test` does a small part; `npm run test:full`, which sets `FULL=1`, does all.
 * Only this file reads the variable.
 */
const isFull = process.env['FULL'] === '1';

/** The size of a long proof: `small` under `npm test`, `full` under `npm run test:full`. */
export function bySize<Size>({ small, full }: { readonly small: Size; readonly full: Size }): Size {
  return isFull ? full : small;
}
