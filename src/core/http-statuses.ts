/** The words of HTTP statuses. The bundle has them as data: Node's HTTP takes longer to load than a small file to check. */
import { STATUS_CODES } from 'node:http';

export const STATUS_TEXTS: Readonly<Record<string, string | undefined>> = STATUS_CODES;
