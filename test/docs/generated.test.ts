/** `npm run docs` runs this file with --update, which writes what is compared here. */
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { fillRegions, findRegions, REGIONS } from './generate/regions.js';
import { toConfigSchema, toRulesSchema } from './generate/config-schema.js';
import { toMappingSchema } from './generate/mapping-schema.js';
import { toNotificationSchema, toSummarySchema } from './generate/summary-fields.js';
import { PAGES } from './pages.js';

const WITH_REGIONS = PAGES.filter(({ text }) => findRegions(text).length > 0);

async function toFormatted(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(resolve(path))), filepath: path });
}

describe('the generated parts of the docs', () => {
  it('are each on one page', () => {
    const shown = WITH_REGIONS.flatMap(({ text }) => findRegions(text));
    expect(shown.sort()).toEqual(Object.keys(REGIONS).sort());
  });

  it.each(WITH_REGIONS)(
    'are in $path as the code says: if not, run `npm run docs`',
    async ({ path, text }) => {
      await expect(await toFormatted(path, fillRegions(text))).toMatchFileSnapshot(resolve(path));
    },
  );

  it.each([
    ['mapping', toMappingSchema],
    ['rules', toRulesSchema],
    ['config', toConfigSchema],
    ['summary', toSummarySchema],
  ])('have %s.schema.json as the code says: if not, run `npm run docs`', async (name, toSchema) => {
    const path = `docs/reference/${name}.schema.json`;
    await expect(await toFormatted(path, toSchema())).toMatchFileSnapshot(resolve(path));
  });

  it('have the JSON Schema of a notification as the code says: if not, run `npm run docs`', async () => {
    const path = 'docs/reference/notification.schema.json';
    await expect(await toFormatted(path, toNotificationSchema())).toMatchFileSnapshot(resolve(path));
  });
});
