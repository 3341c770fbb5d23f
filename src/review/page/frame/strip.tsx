/** Where things would be sent: the first thing on the page, and never covered by a dialog. */
import type { CredentialAnswer } from '../../wire.js';
import { useReview } from '../context.js';

const TEXTS = {
  TEST: 'Test data only. Real customers are not touched.',
  LIVE: 'Real customers and real addresses.',
} as const;

export function Strip() {
  const { connection } = useReview();
  const look = connection.mode === 'TEST' || connection.mode === 'LIVE' ? connection.mode.toLowerCase() : '';
  return (
    <section class={`strip ${look}`} aria-label="Connection">
      <Words connection={connection} />
    </section>
  );
}

function Words({ connection }: { readonly connection: CredentialAnswer }) {
  if (connection.mode === 'none')
    return <Quiet text="Map and Fix work without a connection. Nothing can be sent from here." />;
  if (connection.mode === 'asking') return <Quiet text="The server is asked who owns the credential." />;
  if (connection.mode === 'failed') return <Quiet text={connection.error.text} />;
  return (
    <>
      <span class="tag">{connection.mode}</span>
      <b dir="auto">{connection.organisation}</b>
      <span class="more">
        {TEXTS[connection.mode]} Credential from {connection.credentialFrom}
      </span>
      <span class="server">Server: {connection.server}</span>
    </>
  );
}

function Quiet({ text }: { readonly text: string }) {
  return (
    <>
      <span class="tag">Not connected</span>
      <span>{text}</span>
    </>
  );
}
