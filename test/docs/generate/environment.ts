import { VENDOR_BASE_URL } from '../../../src/config/options/connection.js';
import { toNameTable } from './markdown.js';

/** That none is missing, and none too many, is tested against the source. */
const TEXTS = {
  BITPOWR_TOKEN: 'A ready-made token; sent as `Bearer <token>`',
  BITPOWR_PUBLIC_KEY: 'The public key of a pair',
  BITPOWR_SECRET_KEY: 'The secret key of the pair',
  BITPOWR_KEY_STYLE:
    'How the pair is sent: `dot` (`Bearer <public>.<secret>`, the default) or `base64` (the older form)',
  BITPOWR_API_KEY: 'A key from the dashboard that is limited to an account; sent as `Basic <key>`',
  BITPOWR_BASE_URL: `The URL of the API, if it is not \`${VENDOR_BASE_URL}\`. Plain \`http\` is accepted for loopback only`,
  BITPOWR_BULK_PROFILE: 'The profile of the configuration file, if `--profile` is not given',
  BITPOWR_ACCOUNT_ID: 'The wallet for the addresses, if `--account-id` is not given',
  BITPOWR_BULK_NOTIFY:
    'Who is notified, if `--notify` is not given; several with spaces or line ends between them',
  BITPOWR_BULK_NOTIFY_SECRET:
    'Signs the notifications to webhooks: `whsec_` and at least 24 bytes in base64. See [notifications](../guides/notifications.md#check-the-signature)',
};

export const toEnvironmentTable = (): string => toNameTable(['variable', 'meaning'], TEXTS);
