import { DEFAULT_REPORTS_DIR } from '../config/options/run.js';
import { toShellWord } from './shell-word.js';

/** What to add to a command so that it finds the folder of runs; nothing where that is the default. */
export function toReportsDirWords(reportsDir: string): readonly string[] {
  return reportsDir === DEFAULT_REPORTS_DIR ? [] : ['--reports-dir', toShellWord(reportsDir)];
}
