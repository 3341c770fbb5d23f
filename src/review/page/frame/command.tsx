/** A whole command of the command line, with a button that copies it. */
import { useSession } from '../context.js';

export function Command({ text }: { readonly text: string }) {
  const session = useSession();
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => session.notices.show('Copied.', false),
      () =>
        session.notices.show('The browser refused to copy. Select the command, and copy it yourself.', false),
    );
  };
  return (
    <div class="command">
      <code>{text}</code>
      <button class="button slim" type="button" onClick={copy} aria-label={`Copy ${text}`}>
        Copy
      </button>
    </div>
  );
}
