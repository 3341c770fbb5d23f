/** What a source is called, in lists and titles, and what makes two runs runs of the same source. */

/** Its name, or its path, or `-`; undefined without a source. */
export function toSourceTitle(source: { readonly path: string; readonly name?: string | undefined }): string;
export function toSourceTitle(
  source: { readonly path: string; readonly name?: string | undefined } | undefined,
): string | undefined;
export function toSourceTitle(
  source: { readonly path: string; readonly name?: string | undefined } | undefined,
): string | undefined {
  return source?.name ?? source?.path;
}
