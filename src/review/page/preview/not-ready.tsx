/** Why there is nothing to see yet, and what to do. A key is never typed into the page. */
import type { PreviewAnswer } from '../../wire.js';
import { useReview, useSession } from '../context.js';
import { Command } from '../frame/command.js';
import { toCount, toNumber } from '../words.js';

export function NotReady({ preview }: { readonly preview: PreviewAnswer | undefined }) {
  const { connection, counts, steps, command } = useReview();
  if (connection.mode === 'none')
    return (
      <div class="message">
        <h2>Preview needs a connection</h2>
        <p class="muted">
          Map and Fix work without. End this review, and start it again with a credential in the environment
          or in a file:
        </p>
        <Command text={connection.command} />
      </div>
    );
  if (connection.mode === 'failed')
    return (
      <div class="message">
        <h2>{connection.error.text}</h2>
        <p class="muted">{connection.error.remedy}</p>
        <Command text={command} />
      </div>
    );
  if (connection.mode === 'asking')
    return <Words title="The server is asked who owns the credential" text="" />;
  if (preview === undefined) return <Words title="Fetching the preview" text="" />;
  if (preview.failed !== undefined) return <Words title={preview.failed.text} text={preview.failed.remedy} />;
  if (preview.state === 'checking')
    return (
      <Words
        title={`Checking against ${connection.mode}: ${toNumber(preview.done)} of ${toNumber(preview.total)}`}
        text="Changes appear as they are found. Nothing is changed."
      />
    );
  if (!steps.preview.isOpen) return <NotOpen />;
  return (
    <Words
      title="Nothing has been checked yet"
      text={`The check reads the customers of ${connection.organisation} in ${connection.mode} and compares them with ${toCount(
        counts.ready,
        'row',
      )}. It changes nothing.`}
    />
  );
}

/** What must be done first is the verdict; here is the way to it. */
function NotOpen() {
  const session = useSession();
  return (
    <div class="message">
      <h2>Preview opens when the columns are decided and a row is ready</h2>
      <div class="actions">
        <button class="button" type="button" onClick={() => session.navigation.enter('map')}>
          Go to Map
        </button>
        <button class="button" type="button" onClick={() => session.navigation.enter('fix')}>
          Go to Fix
        </button>
      </div>
    </div>
  );
}

function Words({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div class="message">
      <h2>{title}</h2>
      <p class="muted">{text}</p>
    </div>
  );
}
