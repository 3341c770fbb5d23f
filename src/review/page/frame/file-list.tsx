/** Files with what is in them; a link where they are there. */
import type { ResultFile } from '../../wire.js';

export function FileList({ files }: { readonly files: readonly ResultFile[] }) {
  return (
    <ul class="files">
      {files.map(({ name, note, isThere }) => (
        <li key={name}>
          {isThere ? (
            <a
              href={`/files/${encodeURIComponent(name)}`}
              {...(name.endsWith('.html') ? { target: '_blank' } : { download: name })}
            >
              {name}
            </a>
          ) : (
            <span>{name}</span>
          )}
          <span class="muted">{note}</span>
        </li>
      ))}
    </ul>
  );
}
