import { describe, expect, it } from 'vitest';
import { findEscaped } from '../../../src/read/encoding/escaped.js';

const find = (text: string): string | undefined => findEscaped(Buffer.from(text))?.name;

describe('letters that are written with ASCII characters', () => {
  it.each([
    ['HZ', 'name,city\n~{Nb~},~{11>)~}\n'],
    ['UTF-7', 'name,city\nJos+AOk-,M+APw-nchen\n'],
    ['UTF-7', 'name,phone,city\n+BBgEMgQwBD0-,+-2348012345678,+Zw5OrA-\n'],
    ['ISO-2022-JP', 'name\n\x1b$B:4F#\x1b(B\n'],
    ['ISO-2022-KR', '\x1b$)Cname\n\x0e1h\x0f\n'],
    ['ISO-2022-CN', '\x1b$)Aname\n\x0e1h\x0f\n'],
  ])('are %s: %j', (name, text) => expect(find(text)).toBe(name));

  it.each([
    'name,phone\nAda,+2348012345678\n',
    'name,phone\nAda,+1-202-555-0100\nBo,+12025550100\n',
    'name,email\nAda,ada+news-letter@example.com\nBo,bo+tag-1@example.com\n',
    'name,note\nAda,C++ and A+-B\n',
    'name,note\nAda,+Abc-\nBo,+2348012345678\n',
    'name,note\nAda,~{a}~\n',
    'name,note\nAda,~{~}\n',
    'name\nJosé +AOk-\n',
    'name\nAda\n',
    '',
  ])('are not in %j', (text) => expect(find(text)).toBeUndefined());
});
