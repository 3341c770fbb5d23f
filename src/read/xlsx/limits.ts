/** Limits on what a workbook may use of this machine. All are far above what a list of a million customers needs. */

/** A workbook has some dozens of parts. */
export const MAX_ENTRIES = 10_000;

/** Of one unpacked part: a sheet of a million rows has about 300 MiB. */
export const MAX_PART_BYTES = 2 * 1024 * 1024 * 1024;

/** XML of a sheet shrinks to a tenth or a thirtieth; deflate's maximum, as in a bomb, is a thousandth. */
export const MAX_RATIO = 400;

/** Up to this size, no ratio does harm. */
export const HARMLESS_BYTES = 16 * 1024 * 1024;

/** All shared strings together, which are kept in memory (as UTF-8, outside the heap). */
export const MAX_SHARED_BYTES = 256 * 1024 * 1024;

/** Characters of XML between two tags, or within one; a cell has at most 32,767, each written with up to ten. */
export const MAX_XML_RUN = 1024 * 1024;

/** Nested tags: a cell's text is at a depth of six. */
export const MAX_DEPTH = 100;

/** Excel's own: the last column is XFD. */
export const MAX_COLUMNS = 16_384;

/** Parts that are read whole: the workbook, its relations, its styles. */
export const MAX_SMALL_PART_BYTES = 64 * 1024 * 1024;
