import { describe, expect, it } from 'vitest';
import { isFiltered, NO_FILTER, parseRoute, toAddress } from '../../../src/review/page/route.js';

describe('the address of the page', () => {
  it('has the step, the filter and the cursor, and gives them back', () => {
    const route = {
      step: 'fix' as const,
      filter: {
        show: 'todo' as const,
        kind: ['email', 'phone & fax'],
        q: 'ä=1',
        col: 3,
        failed: 'api_rejected',
      },
      row: 43,
      at: 2,
    };
    const address = new URL(toAddress(route), 'http://127.0.0.1');
    expect(parseRoute(address.pathname, address.search)).toEqual(route);
  });

  it('is short where nothing is filtered, and ignores what is no filter', () => {
    expect(toAddress({ step: 'map', filter: NO_FILTER, row: undefined, at: undefined })).toBe('/map');
    const { step, filter, row } = parseRoute('/what', '?show=nothing&col=-1&row=1e9&q=');
    expect({ step, isFiltered: isFiltered(filter), row }).toEqual({
      step: 'map',
      isFiltered: false,
      row: undefined,
    });
  });
});
