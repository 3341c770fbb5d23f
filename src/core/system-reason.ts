/** Why the system refused a file or folder, in words. */
import { toMessage, toSystemCode } from './errors.js';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is full',
  EFBIG: 'the file would be larger than is allowed',
  EISDIR: 'a folder of this name is there',
  ENOTEMPTY: 'a folder of this name is there',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file of this name is there, or a symbolic link to nothing',
  ENOENT: 'the folder does not exist',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'the symbolic links on the path never end',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open on this machine',
  EIO: 'the device failed',
  EPIPE: 'its reader has ended',
};

/** The words for a system error code (`EROFS`: "the file system is read-only"); undefined for an unknown code. */
export function toSystemReason(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
}

/** The words and the code of anything thrown, without a full stop: "the disk is full (ENOSPC)"; else its own message. */
export function toReasonText(error: unknown): string {
  const code = toSystemCode(error);
  const reason = toSystemReason(code);
  return reason === undefined ? toMessage(error) : `${reason} (${code ?? ''})`;
}
