/** Loaded before the program: the sender is woken when a row ends, and not when others wait for a slow disk. */
import '../../../node_modules/.cache/bitpowr-bulk/modules/cli/memory.js';
import { GroupCommit } from '../../../node_modules/.cache/bitpowr-bulk/modules/journal/group-commit.js';

GroupCommit.prototype.onWaiting = () => () => undefined;
GroupCommit.prototype.onGroup = () => () => undefined;
