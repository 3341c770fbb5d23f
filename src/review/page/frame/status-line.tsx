/** The keys that work here, and where you are. */
import type { ComponentChildren } from 'preact';

interface Props {
  /** `F8 next problem`, each as key and meaning. */
  readonly keys: readonly (readonly [key: string, meaning: string])[];
  readonly children?: ComponentChildren;
}

export function StatusLine({ keys, children }: Props) {
  return (
    <footer class="status">
      {keys.map(([key, meaning]) => (
        <span key={key}>
          <kbd>{key}</kbd> {meaning}
        </span>
      ))}
      <span class="where">{children}</span>
    </footer>
  );
}
