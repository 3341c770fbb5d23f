import { describe, expect, it } from 'vitest';
import { toMail, toSlackBody, toWebhookBody } from '../../src/notify/forms.js';
import { toNotification } from '../../src/notify/notification.js';
import { EXPORTED, makeComparison, makeEnd, makeSummary, SENDER } from './support.js';
import { BulkError } from '../../src/core/errors.js';

const toText = (...args: Parameters<typeof toNotification>): string =>
  (JSON.parse(toSlackBody(toNotification(...args))) as { text: string }).text;

describe('toSlackBody', () => {
  it('says how an import ended, in lines', () => {
    expect(toText(makeEnd({ summary: makeSummary() }), SENDER).split('\n')).toEqual([
      'bitpowr-bulk import completed with errors (status 1) on db1',
      'Source: today.csv (LIVE)',
      'Rows: 2 created, 1 invalid, 3 in all',
      'Errors: 1 x email_invalid',
      'Warnings: 5 x rule_violated',
      'Requests: 9, 1 repeated, 2 times throttled',
      'Run: 20261126-020000-ab12 in /srv/reports/20261126-020000-ab12',
    ]);
  });

  it('says what a comparison, an export and a refusal came to', () => {
    expect(toText(makeEnd({ command: 'reconcile', summary: makeComparison(4) }), SENDER)).toContain(
      'Drift: 4 (1 allowed) of 20 customers, 2 new since the run before\n',
    );
    expect(toText(makeEnd({ command: 'export', exported: EXPORTED }), SENDER)).toContain(
      'Exported: 150 customers, 7 addresses, NOT sure to be complete\n',
    );
    expect(toText(makeEnd({ exitCode: 4, error: new BulkError('run_locked', '') }), SENDER)).toMatch(
      /did not begin \(status 4\)[^]*\nReason: run_locked: /,
    );
  });

  it('lets no name of a file make a link, call a channel or begin a line', () => {
    const source = 'a&b <!channel> @here\n*x*.csv';
    const [, line] = toText(makeEnd({ source, exitCode: 0 }), SENDER).split('\n');
    expect(line).toBe('Source: a&amp;b &lt;!channel&gt; @\u200Bhere *x*.csv');
  });
});

describe('toMail', () => {
  const toParts = (mail: string) => {
    const at = mail.indexOf('\n\n');
    return { head: mail.slice(0, at).split('\n'), body: mail.slice(at + 2) };
  };

  it('is an e-mail whose headers no text can change', () => {
    const end = makeEnd({ source: 'x\nBcc: thief@example.org\n\n.\nü.csv', summary: makeSummary() });
    const sender = { ...SENDER, host: 'h\u00fc\r\nBcc: thief@example.org' };
    const mail = toMail(toNotification(end, sender), ['ops@example.com', 'root']);
    const { head, body } = toParts(mail);
    expect(head.map((line) => line.split(':')[0])).toEqual([
      'To',
      'Subject',
      'Date',
      'Message-ID',
      'Auto-Submitted',
      'MIME-Version',
      'Content-Type',
      'Content-Transfer-Encoding',
    ]);
    expect(head[0]).toBe('To: ops@example.com, root');
    expect(head[2]).toBe('Date: Tue, 14 Nov 2023 22:13:20 +0000');
    expect(mail).toMatch(/^[\x20-\x7e\n]*$/);
    for (const line of body.trim().split('\n')) expect(line.length).toBeLessThanOrEqual(76);
    const text = Buffer.from(body, 'base64').toString('utf8');
    expect(text).toContain('Rows: 2 created, 1 invalid, 3 in all\n');
    expect(text.split('\n')[0]).toBe('Source: x Bcc: thief@example.org . ü.csv (LIVE)');
  });
});

describe('toWebhookBody', () => {
  it('is the notification', () => {
    const notification = toNotification(makeEnd({ summary: makeSummary() }), SENDER);
    expect(JSON.parse(toWebhookBody(notification))).toEqual(notification);
  });
});
