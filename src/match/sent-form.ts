/** Converts a body to the form that a server accepts. Pure. */
import type { ClearForm, CustomerBody, JsonValue } from '../core/customer.js';

/** Whether a body clears a text. */
function hasCleared(body: CustomerBody): boolean {
  return (
    [body.email, body.phone, body.description, body.address, body.metaData].includes(null) ||
    Object.values(body.address ?? {}).includes(null)
  );
}

/** The body with its nulls in this form. A key of metaData stays null: the object has no fixed type. */
export function toClearForm(body: CustomerBody, form: ClearForm): CustomerBody {
  if (form === 'null' || !hasCleared(body)) return body;
  const entries = Object.entries(body).flatMap(([field, value]: [string, unknown]): [string, unknown][] => {
    if (value !== null) return [[field, value]];
    if (form === 'omit') return [];
    return [[field, field === 'address' || field === 'metaData' ? {} : '']];
  });
  const sent = { ...(Object.fromEntries(entries) as Partial<CustomerBody>), name: body.name };
  return sent.address ? { ...sent, address: toClearedAddress(sent.address, form) } : sent;
}

/** A zipcode is a number in the reference, and a number has no empty form: it is left out. */
function toClearedAddress(address: Record<string, JsonValue>, form: ClearForm): Record<string, JsonValue> {
  const entries = Object.entries(address).flatMap(([key, value]): [string, JsonValue][] => {
    if (value !== null) return [[key, value]];
    return form === 'omit' || key === 'zipcode' ? [] : [[key, '']];
  });
  return Object.fromEntries(entries);
}
