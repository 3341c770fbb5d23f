import { describe, expect, it } from 'vitest';
import { openSource } from '../../src/read/open.js';
import { openText, readRows, toFixturePath } from './reading.js';

describe('cells that a spreadsheet would run', () => {
  it('are given back as they were from a file that this tool wrote', async () => {
    const source = await openSource(toFixturePath('results-of-an-earlier-run.csv'));
    expect((await readRows(source)).map((row) => row.cells.slice(0, 4))).toEqual([
      ['C-1', '=1+1', '+2348012345678', "'@x"],
      ['C-2', "'s Gravenhage", '+1-2+3', 'plain'],
    ]);
  });

  it('keep the apostrophes that another tool or a person wrote', async () => {
    const source = await openSource(toFixturePath('apostrophes-of-another-tool.csv'));
    expect((await readRows(source)).map((row) => row.cells)).toEqual([
      ['C-1', "'=1+1"],
      ['C-2', "''x"],
    ]);
  });

  it('are given back in the header too', async () => {
    const source = await openText("name,'=x,Bulk_Status\nAda,1,created\n");
    expect(source.columns).toEqual(['name', '=x', 'Bulk_Status']);
    await source.close();
  });
});
