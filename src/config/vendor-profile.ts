/** Reads what `doctor` wrote. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BulkError, toMessage } from '../core/errors.js';
import { readSmallText } from '../core/small-file.js';
import { VENDOR_PROFILE_NAME, vendorProfileSchema, type VendorProfile } from '../core/vendor-profile.js';

const HINT = 'Run `bitpowr-bulk doctor` again, or remove the file.';

/** A profile from a file; what an import can use of it is in `facts`. Throws `config_invalid`, which names the file. */
export function readVendorProfile(path: string): VendorProfile {
  const result = vendorProfileSchema.safeParse(readJson(path));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'the whole' : issue.path.join('.');
  throw new BulkError(
    'config_invalid',
    `The vendor profile ${path} is damaged: ${place}: expected ${issue?.message ?? 'something else'}.`,
    { hint: HINT },
  );
}

/**
 * The profile in a reports folder, if there is one and it is of this base URL and organisation; else undefined. Throws
 * `config_invalid` where it is damaged.
 */
export function findVendorProfile(
  reportsDir: string,
  { baseUrl, orgId }: { readonly baseUrl: string; readonly orgId: string },
): VendorProfile | undefined {
  const path = join(reportsDir, VENDOR_PROFILE_NAME);
  if (!existsSync(path)) return undefined;
  const profile = readVendorProfile(path);
  return profile.orgId === orgId && toBare(profile.baseUrl) === toBare(baseUrl) ? profile : undefined;
}

function toBare(url: string): string {
  return url.replace(/\/+$/, '');
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readSmallText(path));
  } catch (cause) {
    throw new BulkError(
      'config_invalid',
      `The vendor profile ${path} can not be read: ${toMessage(cause)}.`,
      { cause, hint: HINT },
    );
  }
}
