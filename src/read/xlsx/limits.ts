/** What a workbook may take of this machine. None of these is near what a list of a million customers needs. */

/** A workbook has some dozens of parts. */
export const MAX_ENTRIES = 10_000;

/** Of one part when unpacked: a sheet of a million rows has 300 MiB or so. */
export const MAX_PART_BYTES = 2 * 1024 * 1024 * 1024;

/** XML of a sheet shrinks to a tenth or a thirtieth; deflate's utmost, as in a bomb, is a thousandth. */
export const MAX_RATIO = 400;

/** Below this, nothing is harmed by any ratio. */
export const HARMLESS_BYTES = 16 * 1024 * 1024;

/** All shared strings together, which are held in memory (as UTF-8, outside the heap). */
export const MAX_SHARED_BYTES = 256 * 1024 * 1024;

/** Characters of XML between two tags, or within one; a cell holds 32,767 at most, each written in up to ten. */
export const MAX_XML_RUN = 1024 * 1024;

/** Tags within tags: a cell's text stands at a depth of six. */
export const MAX_DEPTH = 100;

/** Excel's own: the last column is XFD. */
export const MAX_COLUMNS = 16_384;

/** Parts that are read as a whole: the workbook, its relations, its styles. */
export const MAX_SMALL_PART_BYTES = 64 * 1024 * 1024;
