import { expect, test } from 'vitest';
import { CODES, type Code } from '../../../src/core/codes.js';
import { OWNER_REMEDIES } from '../../../src/record/report/owner-remedies.js';

test.each(Object.entries(OWNER_REMEDIES))(
  '%s: what the owner can do needs no command line',
  (code, remedy) => {
    expect(remedy).not.toMatch(/--|`/);
    // Else the remedy of the code would do.
    expect(CODES[code as Code].remedy).toMatch(/--/);
  },
);
