/** Checks the shape of a customer against the schema in core; zod's issues become findings. */
import type { z } from 'zod';
import type { Code } from '../core/codes.js';
import { customerSchema } from '../core/customer.js';
import type { Finding } from './finding.js';

export interface ShapeFinding {
  /** `name`, `address.city`, `metaData.plan`, … */
  readonly field: string;
  readonly finding: Finding;
}

const NONE: readonly ShapeFinding[] = [];

/** Every way that a (normalised) customer violates the schema. */
export function checkShape(customer: unknown): readonly ShapeFinding[] {
  const parsed = customerSchema.safeParse(customer);
  return parsed.success ? NONE : parsed.error.issues.map(toShapeFinding);
}

/** The finding for a text longer than `max` characters. */
export function toTooLong(max: number): Finding {
  return { code: 'field_too_long', message: `expected at most ${max} characters, found more.` };
}

function toShapeFinding(issue: z.core.$ZodIssue): ShapeFinding {
  // Within metaData the rules apply; the schema's findings there are reported for the whole.
  const field = issue.path[0] === 'metaData' ? 'metaData' : issue.path.map(String).join('.');
  if (issue.code === 'too_big') return { field, finding: toTooLong(Number(issue.maximum)) };
  return {
    field,
    finding: { code: toCode(field), message: `expected a value that fits the field: ${issue.message}` },
  };
}

// The rules run before the schema, so that these repeat them in the schema's words, if they ever occur.
function toCode(field: string): Code {
  if (field === 'uid') return 'uid_invalid';
  return field === 'name' ? 'name_missing' : 'metadata_invalid';
}
