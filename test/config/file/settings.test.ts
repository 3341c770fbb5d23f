import { expect, it } from 'vitest';
import { listSettings } from '../../../src/config/file/settings.js';
import { settleOptions } from '../../../src/config/file/settle.js';

it('shows no webhook and no password', () => {
  const hook = 'https://hooks.example.com/services/T0/B0/X1';
  const layers = {
    flags: { baseUrl: 'https://me:pass@example.com/api' },
    environment: { BITPOWR_BULK_NOTIFY: `${hook} mailto:ops@example.com` },
    file: undefined,
    profile: undefined,
    toPath: String,
  };
  const settings = listSettings('import', (command) => settleOptions(command, layers));
  const values = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
  expect(values).toMatchObject({
    '--notify': 'https://hooks.example.com/… mailto:ops@example.com',
    '--base-url': 'https://…@example.com/api',
  });
  const typed = listSettings('import', (command) =>
    settleOptions(command, { ...layers, flags: { notify: [hook, '@to.txt'] } }),
  );
  expect(typed.find(({ name }) => name === '--notify')?.value).toEqual([
    'https://hooks.example.com/…',
    '@to.txt',
  ]);
});
