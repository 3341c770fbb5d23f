import { VENDOR_CHECKS } from '../../../src/core/vendor-profile.js';
import { toNameTable } from './markdown.js';

export const toVendorChecks = (): string => toNameTable(['id', 'what is checked'], VENDOR_CHECKS);
