import type { AnswerSwitches } from '../options.js';
import type { Customer } from '../store/records.js';

/** A customer as the answer switches shape it; the record itself if none is on. */
export function toCustomerView(customer: Customer, switches: AnswerSwitches): unknown {
  const { numericPhone, numericZip } = switches;
  if (!numericPhone && !numericZip && !isBent(switches)) return customer;
  const view: Record<string, unknown> = { ...customer };
  if (numericPhone) view.phone = toNumberIfDigits(customer.phone);
  if (numericZip && customer.address !== null) {
    view.address = { ...customer.address, zipcode: toNumberIfDigits(customer.address.zipcode) };
  }
  return bendView(view, switches);
}

/** Changes that apply to any record: fields left out, metaData as text, unknown fields added. */
export function bendView(view: Record<string, unknown>, switches: AnswerSwitches): Record<string, unknown> {
  if (!isBent(switches)) return view;
  const bent: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(view)) {
    if (switches.sparseAnswers && (value === null || name === 'id')) continue;
    if (switches.omitCreatedAt && (name === 'createdAt' || name === 'updatedAt')) continue;
    const isText = switches.metaDataForm === 'text' && name === 'metaData' && value !== null;
    bent[name] = isText ? JSON.stringify(value) : value;
  }
  return switches.unknownFields ? { ...bent, kycLevel: 2, tags: ['sandbox'], links: { self: null } } : bent;
}

/** Whether a switch that affects every record is on. */
function isBent({ sparseAnswers, unknownFields, omitCreatedAt, metaDataForm }: AnswerSwitches): boolean {
  return sparseAnswers || unknownFields || omitCreatedAt || metaDataForm === 'text';
}

function toNumberIfDigits(value: unknown): unknown {
  return typeof value === 'string' && /^\+?\d{1,15}$/.test(value) ? Number(value) : value;
}
