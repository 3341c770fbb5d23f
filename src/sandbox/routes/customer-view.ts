import type { AnswerSwitches } from '../options.js';
import type { Customer } from '../store/records.js';

/** A customer as the answer switches want it; the record itself when none is on. */
export function toCustomerView(customer: Customer, switches: AnswerSwitches): unknown {
  const { numericPhone, numericZip, sparseAnswers, unknownFields } = switches;
  if (!numericPhone && !numericZip && !sparseAnswers && !unknownFields) return customer;
  const view: Record<string, unknown> = { ...customer };
  if (numericPhone) view.phone = toNumberIfDigits(customer.phone);
  if (numericZip && customer.address !== null) {
    view.address = { ...customer.address, zipcode: toNumberIfDigits(customer.address.zipcode) };
  }
  return bendView(view, switches);
}

/** What any record undergoes: nulls and `id` left out, unknown fields put in. */
export function bendView(view: Record<string, unknown>, switches: AnswerSwitches): Record<string, unknown> {
  const bent = switches.sparseAnswers
    ? Object.fromEntries(Object.entries(view).filter(([name, value]) => value !== null && name !== 'id'))
    : view;
  return switches.unknownFields ? { ...bent, kycLevel: 2, tags: ['sandbox'], links: { self: null } } : bent;
}

function toNumberIfDigits(value: unknown): unknown {
  return typeof value === 'string' && /^\+?\d{1,15}$/.test(value) ? Number(value) : value;
}
