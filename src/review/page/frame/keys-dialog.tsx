/** All keys. */
import { Modal } from './modal.js';

const KEYS = [
  ['Arrows, Home, End, Page Up, Page Down', 'move'],
  ['Ctrl+Home, Ctrl+End', 'first cell, last cell'],
  ['Enter or F2', 'edit the cell'],
  ['typing', 'replace the value'],
  ['Esc, Enter, Tab in the editor', 'give up; keep and go down; keep and go right'],
  ['Delete', 'empty the cell'],
  ['F8, Shift+F8', 'next problem, previous problem'],
  ['Ctrl+Enter', 'accept this suggestion, go to the next problem'],
  ['Ctrl+Shift+Enter', 'accept all of this kind'],
  ['Ctrl+Delete', 'leave the row out, or take it in'],
  ['Alt+Down', 'list of suggestions'],
  ['Alt+Shift+Left, Alt+Shift+Right', 'make the column narrower, wider'],
  ['Ctrl+Z', 'undo'],
  ['Ctrl+Shift+Z or Ctrl+Y', 'redo'],
  ['Ctrl+C, Ctrl+V', 'copy; paste a block of a spreadsheet'],
  ['Ctrl+F', "search all rows; a second Ctrl+F is the browser's"],
  ['F6, Shift+F6', 'next area, previous area'],
  ['Space in Preview', 'leave the customer out, or take it in'],
  ['?', 'this list (outside fields and grid)'],
] as const;

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal title="Keys" onClose={onClose}>
      <p class="muted">On a Mac, Cmd for Ctrl. Every key has a button.</p>
      <dl class="keys">
        {KEYS.map(([key, meaning]) => (
          <>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </>
        ))}
      </dl>
      <div class="actions">
        <button class="button main" type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Modal>
  );
}
