import { expect, it } from 'vitest';
import { toSourceName } from '../../src/core/source-name.js';

it.each([
  ['/data/customers.csv', 'customers.csv'],
  ['-', '-'],
  ['what?#.csv', 'what?#.csv'],
  ['https://bucket.example.com/in/a.csv?X-Amz-Signature=0123456789abcdef', 'a.csv'],
  ['https://user:secret@example.com', 'example.com'],
])('%s is called %s', (source, name) => expect(toSourceName(source)).toBe(name));
