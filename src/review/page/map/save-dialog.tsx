/** Writes the mapping file that the command line takes. */
import { useState } from 'preact/hooks';
import type { SaveMappingAnswer } from '../../wire.js';
import { useSession } from '../context.js';
import { Command } from '../frame/command.js';
import { Modal } from '../frame/modal.js';

export function SaveDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const [name, setName] = useState('mapping.json');
  const [saved, setSaved] = useState<SaveMappingAnswer>();
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answer = await session.ask<SaveMappingAnswer>('/api/save-mapping', {
      method: 'POST',
      body: { name },
    });
    if (answer !== undefined) setSaved(answer);
  };
  return (
    <Modal title="Save the mapping" onClose={onClose}>
      {saved === undefined ? (
        <form onSubmit={(event) => void save(event)}>
          <label for="mapping-name">Name of the file</label>
          <input
            id="mapping-name"
            class="field"
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
          <p class="muted small">It goes into the folder of this review. A file of that name is replaced.</p>
          <div class="actions">
            <button class="button big" type="button" onClick={onClose}>
              Back <kbd>Esc</kbd>
            </button>
            <button class="button big main" type="submit" disabled={name.trim() === ''}>
              Save
            </button>
          </div>
        </form>
      ) : (
        <>
          <p role="status">
            Saved as <code>{saved.path}</code>. This command imports the file with it:
          </p>
          <Command text={saved.command} />
          <div class="actions">
            <button class="button big main" type="button" onClick={onClose}>
              Close
            </button>
          </div>
        </>
      )}
    </Modal>
  );
}
