/** Files that the review has written. */
import { useReview } from '../context.js';
import { FileList } from './file-list.js';
import { Modal } from './modal.js';

export function FilesDialog({ onClose }: { readonly onClose: () => void }) {
  const { files } = useReview();
  return (
    <Modal title="Download" onClose={onClose}>
      <p class="muted">Your file is never changed. Edits go to a corrected copy.</p>
      {files.length === 0 ? <p>There is no file yet.</p> : <FileList files={files} />}
      <div class="actions">
        <button class="button" type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Modal>
  );
}
