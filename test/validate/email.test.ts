import { expect, it } from 'vitest';
import { codesOf, toWish, validate } from './support.js';

/**
 * Sources of both lists: Wikipedia "Email address" (examples of valid and invalid), Dominic Sayers' isemail tests,
 * codefool's "list of valid and invalid email addresses", libeav's data, RFC 5321 §4.1, RFC 6531 and the Universal
 * Acceptance Steering Group's UASG004 addresses; the pasted forms are ours.
 */
const GOOD = [
  'simple@example.com',
  'very.common@example.com',
  'x@example.com',
  'FirstName.LastName@EXAMPLE.com',
  'user.name+tag+sorting@example.com',
  'jane+@example.com',
  '+jane@example.com',
  'other.email-with-hyphen@example.com',
  '-dash-first@example.com',
  'dash-last-@example.com',
  'example-indeed@strange-example.com',
  '_______@example.com',
  '1234567890@example.com',
  '0@example.com',
  "o'connor@example.ie",
  'mailhost!username@example.org',
  'user%example.com@example.org',
  "#!$%&'*+-/=?^_`{}|~@example.org",
  'name/surname@example.com',
  'a=b@example.com',
  'test{brace}@example.com',
  'jane@sub.sub.sub.example.com',
  'jane@example.co.uk',
  'jane@example.museum',
  'jane@example.photography',
  'jane@example.xn--p1ai',
  'jane@xn--bcher-kva.example',
  'jane@s.solutions',
  'jane@1.example.com',
  'jane@123.com',
  'jane@a-b-c.example',
  'jane@a--b.example.com',
  '1234567890123456789012345678901234567890123456789012345678901234@example.com',
  `jane@${'a'.repeat(63)}.com`,
  '" "@example.org',
  '"john..doe"@example.org',
  '"much.more unusual"@example.com',
  '"very.(),:;<>[]\\".VERY.\\"very@\\\\ \\"very\\".unusual"@strange.example.com',
  '"quoted@at"@example.com',
  'postmaster@[192.0.2.1]',
  'postmaster@[IPv6:2001:db8:85a3:8d3:1319:8a2e:370:7348]',
  'jörg@müller.example',
  'josé.garcía@españa.example',
  'δοκιμή@παράδειγμα.δοκιμή',
  '我買@屋企.香港',
  '二ノ宮@黒川.日本',
  'медведь@с-балалайкой.рф',
  'संपर्क@डाटामेल.भारत',
  'ಬೆಂಬಲ@ಡೇಟಾಮೇಲ್.ಭಾರತ',
  'ဇော်ဇော်@example.com',
  'علي@بريد.مصر',
  'อีเมล@ตัวอย่าง.ไทย',
  'adébáyọ̀@example.ng',
  'paral·lel@col·lecció.example',
  '😀@example.com',
  '𠮷野@example.jp',
];

const BAD = [
  'plainaddress',
  'Abc.example.com',
  'A@b@c@example.com',
  '@example.com',
  'jane@',
  '@',
  'jane',
  'a@b',
  'admin@mailserver1',
  'example@localhost',
  'a..b@example.com',
  '.jane@example.com',
  'jane.@example.com',
  'jane@.example.com',
  'jane@example..com',
  'jane@example.com.',
  'jane@-example.com',
  'jane@example-.com',
  'jane@exa_mple.com',
  'jane@example.c',
  'jane@example.123',
  'jane@192.0.2.1',
  'jane@111.222.333.44444',
  'jane@[192.0.2.256]',
  'jane@[IPv6:ge80::1]',
  'jane@[192.0.2.1',
  'jane@[]',
  'jane@a[192.0.2.1]',
  'a"b(c)d,e:f;g<h>i[j\\k]l@example.com',
  'just"not"right@example.com',
  'this is"not\\allowed@example.com',
  'this\\ still\\"not\\\\allowed@example.com',
  '12345678901234567890123456789012345678901234567890123456789012345@example.com',
  `jane@${'a'.repeat(64)}.com`,
  'i.like.underscores@but_they_are_not_allowed_in_this_part',
  'Jane Doe <jane@example.com>',
  '<jane@example.com>',
  'jane@example.com (Jane)',
  'mailto:jane@example.com',
  'jane@example.com, john@example.com',
  'jane@example.com; john@example.com',
  'jane@example.com/john@example.com',
  'jane doe@example.com',
  'jane @example.com',
  'jane@ example.com',
  'jane@example .com',
  'jane(at)example.com',
  'jane@example,com',
  'first.last@sub.do,com',
  'jane@example.com,',
  '‘jane@example.com’',
  'jane@example.com’',
  '“jane”@example.com',
  'jane\u200B@example.com',
  'jane@exam\u200Bple.com',
  'jane\u00A0doe@example.com',
  'jane\u2003doe@example.com',
  'jane＠example.com',
  'jane@exam…ple.com',
  'jane@example.com?subject=hi',
  'https://example.com',
  'n/a',
  'none',
  '-',
  '"jane@example.com',
  'jane"@example.com',
  '"@example.com',
];

it.each(GOOD)('takes %j as an email', (email) => {
  expect(codesOf('email', email)).toEqual([]);
});

it.each(BAD)('takes %j as no email', (email) => {
  expect(codesOf('email', email)).toEqual(['email_invalid']);
});

it('takes an email of 254 characters, and calls one of 255 too long and nothing else', () => {
  const label = 'a'.repeat(63);
  const local = 'j'.repeat(254 - 4 - 3 * 64 + 1 - 1);
  const longest = `${local}@${label}.${label}.${label}.de`;
  expect(longest.length).toBeLessThanOrEqual(254);
  const exactly = longest.padStart(254, 'j');
  expect(codesOf('email', exactly)).toEqual([]);
  expect(codesOf('email', `j${exactly}`)).toEqual(['field_too_long']);
});

it('sends the case that the source has, and compares without it', () => {
  const cells = { name: 'Jane', email: ' Jane.Doe@Example.COM ' };
  expect(toWish(cells).customer.email).toBe('Jane.Doe@Example.COM');
  expect(validate(cells).keys).toEqual({ email: 'jane.doe@example.com' });
});

it('says to keep one address where the cell has two', () => {
  const [issue] = validate({ name: 'Jane', email: 'a@example.com; b@example.com' }).issues;
  expect(issue?.hint).toBe('Keep one address in the cell.');
});

it('shows invisible characters in its message', () => {
  const [issue] = validate({ name: 'Jane', email: 'jane\u200B@example.com' }).issues;
  expect(issue?.message).toContain('jane<U+200B>@example.com');
});
