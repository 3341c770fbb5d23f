/**
 * Loaded before the program, as modules: while it sends, rows move in memory only, so that the difference to the program as it is
 * shows what the journal costs. Such a run reports every row as pending; it is good for nothing but this.
 */
import '../../../node_modules/.cache/bitpowr-bulk/modules/cli/memory.js';
import { SqlDirectory } from '../../../node_modules/.cache/bitpowr-bulk/modules/journal/directory-store.js';
import { Journal } from '../../../node_modules/.cache/bitpowr-bulk/modules/journal/journal.js';
import { toMoved } from '../../../node_modules/.cache/bitpowr-bulk/modules/journal/live-rows.js';

Journal.prototype.move = async (row, to, patch = {}, note) => toMoved(row, { to, patch, note }, Date.now());
SqlDirectory.prototype.note = () => undefined;
