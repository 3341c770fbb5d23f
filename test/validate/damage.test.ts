import { describe, expect, it } from 'vitest';
import { codesOf, toWish, validate } from './support.js';

const NBSP = '\u00A0';

const toFirst = (cells: Readonly<Record<string, string>>) => {
  const [issue] = validate({ externalId: 'C-1', name: 'Jane Doe', ...cells }).issues;
  if (issue === undefined) throw new Error('Expected an issue.');
  return issue;
};

describe('text in the wrong encoding', () => {
  it.each([
    ['JosÃ©', 'José'],
    ['JosÃƒÂ©', 'José'],
    ['JosÃƒÆ’Ã‚Â©', 'José'],
    ['FranÃ§ois MÃ¼ller', 'François Müller'],
    ['JOSÃ‰', 'JOSÉ'],
    ['MÃœLLER', 'MÜLLER'],
    ['CÃ”TE', 'CÔTE'],
    ['Oâ€™Brien', 'O’Brien'],
    ['ZoÃ«', 'Zoë'],
    ['Å\u00A0imÅ¯nek', 'Šimůnek'],
    ['Ð\u0098Ð²Ð°Ð½'.replace('\u0098', '˜'), 'Иван'],
    ['æ—¥æœ¬', '日本'],
    ['Ã‰ric', 'Éric'],
    ['Ã…sa', 'Åsa'],
    ['Ø£Ø­Ù…Ø¯', 'أحمد'],
    ['AdÃ© and José', 'Adé and José'],
  ])('finds %j, and says that it was %j', (cell, meant) => {
    const issue = toFirst({ name: cell });
    expect(issue).toMatchObject({ code: 'mojibake', severity: 'warning', column: 'name', value: cell });
    expect(issue.message).toContain(`\`${meant}\``);
    expect(issue.hint).toContain(`\`${meant}\``);
    expect(toWish({ externalId: 'C-1', name: cell }).customer.name).toBe(cell);
  });

  it.each([
    'JOÃO',
    'SÃO PAULO',
    'Ângela',
    'IRMÃ',
    'CAFÉ®',
    'NESTLÉ®',
    `“CAFÉ”`,
    `« CAFÉ${NBSP}»`.replace(NBSP, ' '),
    'Il a été…',
    '“Il a été…”',
    'Nº 5',
    'ÀÉÎÕÜ',
    'ÅÄÖ AB',
    'Þóra Ætt',
    '25 °C – 30 °C',
    '£5 – ½ price',
    'Đặng Thị Ngọc',
    'Ação',
  ])('leaves %j alone', (cell) => {
    expect(codesOf('description', cell)).toEqual([]);
  });

  it('tells characters that are lost for good, and does not suggest a text', () => {
    const issue = toFirst({ 'address.city': 'S�o Paulo' });
    expect(issue).toMatchObject({ code: 'mojibake', column: 'address.city' });
    expect(issue.hint).toContain('gone');
  });

  it('suggests the text where the wrong encoding made control characters', () => {
    const issue = toFirst({ name: 'JOSÃ\u0089' });
    expect(issue.code).toBe('control_character');
    expect(issue.hint).toContain('`JOSÉ`');
  });
});

describe('quotation marks around a value', () => {
  it.each(['“Jane Doe”', '"Jane Doe"', '„Jane Doe“', '«Jane Doe»', '‘Jane Doe’', '” Jane Doe”'])(
    'finds %j, and sends it as it is',
    (cell) => {
      expect(codesOf('name', cell)).toEqual(['smart_quotes']);
      expect(toFirst({ name: cell }).hint).toContain('`Jane Doe`');
      expect(toWish({ externalId: 'C-1', name: cell }).customer.name).toBe(cell);
    },
  );

  it.each(['Jane “JD” Doe', '“Jane” and “John”', '’t Hooft', '"', '“”', "'Ofa'", 'Jane "JD"'])(
    'leaves %j alone',
    (cell) => {
      expect(codesOf('name', cell)).toEqual([]);
    },
  );

  it('finds them in cells of metaData, and leaves it to the email, phone and JSON rules where these refuse them', () => {
    expect(codesOf('metaData.plan', '“gold”')).toEqual(['smart_quotes']);
    expect(codesOf('email', '“jane@example.com”')).toEqual(['email_invalid']);
    expect(toFirst({ email: '“jane@example.com”' }).hint).toBe('Remove the quotation marks.');
    expect(codesOf('phone', '“+12025550143”')).toEqual(['phone_not_international']);
    expect(codesOf('metaData', '“{}”')).toEqual(['metadata_invalid']);
  });
});

describe('invisible characters', () => {
  it.each([
    ['name', `Jane${NBSP}Doe`, 'U+00A0'],
    ['name', 'Jane\u200BDoe', 'U+200B'],
    ['name', 'Ja\u00ADne', 'U+00AD'],
    ['externalId', 'C\u200B-1', 'U+200B'],
    ['externalId', 'C-\u200E1', 'U+200E'],
    ['externalId', `C${NBSP}1`, 'U+00A0'],
    ['description', 'one\uFEFFtwo', 'U+FEFF'],
    ['metaData.plan', 'go\u200Bld', 'U+200B'],
  ])('finds in %s %j the character %3$s', (column, cell, point) => {
    const issue = toFirst({ [column]: cell });
    expect(issue).toMatchObject({ code: 'invisible_character', column, value: cell });
    expect(issue.message).toContain(`<${point}>`);
  });

  it.each([
    ['name', `${NBSP}\u200BJane Doe\u200B${NBSP}`],
    ['name', 'می\u200Cخواهم'],
    ['name', 'क्\u200Dष'],
    ['name', '\u{1F469}\u200D\u{1F680}'],
    ['description', `5${NBSP}€`],
    ['phone', `+1${NBSP}202${NBSP}555${NBSP}0143`],
  ])('leaves %s %j alone', (column, cell) => {
    expect(codesOf(column, cell)).toEqual([]);
  });

  it('keeps the key of an id with a warning', () => {
    expect(validate({ externalId: 'C\u200B-1', name: 'Jane' }).keys).toEqual({ externalId: 'C\u200B-1' });
  });
});

describe('columns that changed places', () => {
  it.each([
    [{ name: 'jane@example.com', email: 'Jane Doe' }, 'name'],
    [{ phone: 'jane@example.com', email: '+12025550143' }, 'phone'],
    [{ externalId: 'jane@example.com', email: 'C-1' }, 'externalId'],
  ])('says once for %j that the address is in %s', (cells, partner) => {
    const { issues, wish } = validate({ externalId: 'C-1', name: 'Jane Doe', ...cells });
    expect(wish).toBeUndefined();
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ code: 'columns_swapped', column: 'email', severity: 'error' });
    expect(issues[0]?.message).toContain(`column of the ${partner}`);
  });

  it('knows a phone in the email column', () => {
    expect(codesOf('email', '+1 202 555 0143')).toEqual(['columns_swapped']);
    expect(codesOf('email', 'not known')).toEqual(['email_invalid']);
    expect(codesOf('email', '12')).toEqual(['email_invalid']);
  });

  it('warns of a name that is an email, and of an email in the phone column', () => {
    expect(codesOf('name', 'jane@example.com')).toEqual(['name_is_email']);
    expect(codesOf('name', 'jane @ home')).toEqual([]);
    expect(codesOf('phone', 'jane@example.com')).toEqual(['phone_invalid']);
    expect(toFirst({ phone: 'jane@example.com' }).hint).toContain('email column');
  });
});

describe('phones without their +', () => {
  it.each(['2348031234567', '447911123456', '12025550143', '4915112345678'])('finds %s', (phone) => {
    expect(codesOf('phone', phone)).toEqual(['phone_lost_plus']);
    expect(toFirst({ phone }).hint).toContain(`Write +${phone}.`);
    expect(toWish({ externalId: 'C-1', name: 'Jane', phone }).customer.phone).toBe(phone);
  });

  it('finds one that is no number of the default country, and reads one that is', () => {
    expect(codesOf('phone', '447911123456', { defaultCountry: 'NG' })).toEqual(['phone_lost_plus']);
    expect(codesOf('phone', '08031234567', { defaultCountry: 'NG' })).toEqual([]);
  });

  it.each(['08031234567', '2025550143', '020 7946 0321', '99912345678'])(
    'says of %s only that it is not international',
    (phone) => {
      expect(codesOf('phone', phone)).toEqual(['phone_not_international']);
    },
  );
});

describe('slips in the domains of emails', () => {
  it.each([
    ['jane@gmial.com', 'gmail.com'],
    ['jane@gmai.com', 'gmail.com'],
    ['jane@gmaill.com', 'gmail.com'],
    ['jane@gmail.co', 'gmail.com'],
    ['jane@gmail.con', 'gmail.com'],
    ['jane@gmial.con', 'gmail.com'],
    ['jane@GMIAL.com', 'gmail.com'],
    ['jane@yaho.com', 'yahoo.com'],
    ['jane@yahooo.com', 'yahoo.com'],
    ['jane@hotmial.com', 'hotmail.com'],
    ['jane@hotnail.com', 'hotmail.com'],
    ['jane@outlok.com', 'outlook.com'],
    ['jane@icloud.cm', 'icloud.com'],
    ['jane@example.con', 'example.com'],
    ['jane@example.comm', 'example.com'],
    ['jane@example.nte', 'example.net'],
    ['jane@example.ogr', 'example.org'],
  ])('takes %s for an address, and asks whether %s was meant', (email, domain) => {
    const issue = toFirst({ email });
    expect(issue).toMatchObject({ code: 'email_typo', severity: 'warning', column: 'email' });
    expect(issue.hint).toContain(`\`jane@${domain}\``);
    const row = validate({ name: 'Jane', email });
    expect(row.wish?.customer.email).toBe(email);
    expect(row.keys.email).toBe(email.toLowerCase());
  });

  it.each([
    'gmail.com',
    'mail.com',
    'email.com',
    'ymail.com',
    'cloud.com',
    'yahoo.co.uk',
    'yahoo.fr',
    'hotmail.fr',
    'outlook.de',
    'gmx.net',
    'live.com',
    'aol.com',
    'example.co',
    'example.cm',
    'example.cam',
    'example.community',
  ])('says nothing about %s', (domain) => {
    expect(codesOf('email', `jane+tag@${domain}`)).toEqual([]);
  });
});
