/** What the figures don't show. */
export const NOTES = [
  'Ratios are taken round by round, of runs that took turns on this machine; their medians need not be the ratios of the medians below.',
  'Client and sandbox share this machine. Where both want all of it, a faster client also gets a slower server; a server elsewhere answers later, and then the import waits for it and not for the processor.',
  'While sending: from the first POST that reaches the sandbox to its last answer, by the sandbox’s clock, for every contender. The whole run adds start-up, reading, matching and the files.',
  'autocannon sends bodies made beforehand, looks at the status alone and remembers nothing: a ceiling, not an alternative. The script keeps no journal: killed, or cut off from an answer, it can’t say what it has made.',
  'The null journal replaces the moves of rows while sending; reading and matching still write to the real one.',
  'The journal’s cost hangs on the disk: every move waits for a flush that it shares with others, and how long that takes differs a hundredfold between disks.',
  'Utilisation: the least time in which these rows could be let through by a client that knew the limit, divided by the time taken. The list that an import reads first counts against the limit too. The sandbox’s limits are kept to the millisecond; the vendor’s are not published.',
  'Limits up to 200/s were measured side by side, at 1000/s one by one.',
  'Peak memory is that of the importing or validating process alone (VmHWM on Linux, elsewhere maxRSS).',
  'The export reads the list at least twice, to know that it has everybody, and keeps it on disk; the loop reads it once and can’t know.',
  'csv-parse alone only cuts lines into cells. `validate` is the whole program, start-up included: it cuts them too, looks at every cell by several rules (email, phone, country, encoding, spreadsheet damage), finds duplicates, and writes its files. The scripts with zod check six fields and duplicates, and write nothing.',
  'The awkward file has quotes, line breaks and letters beyond ASCII in its cells; a fifth of its rows has a warning.',
  'The workbook has the rows of the awkward file, its texts shared as Excel writes them. Counting its cells is reading its XML, and nothing else.',
];
