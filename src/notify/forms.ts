/** A notification in the form that its receiver reads. */
import { Buffer } from 'node:buffer';
import type { Notification } from './schema.js';
import { toLines, toSubject } from './text.js';

/** The body for a webhook. */
export function toWebhookBody(notification: Notification): string {
  return JSON.stringify(notification);
}

/**
 * The body of a Slack incoming webhook, which Mattermost, Rocket.Chat and Discord (at `…/slack`) take too. `text` alone,
 * without marks, because each of them reads the marks of bold or code in its own way.
 */
export function toSlackBody({ data }: Notification): string {
  return JSON.stringify({ text: [toSubject(data), ...toLines(data)].map(escapeForSlack).join('\n') });
}

/** Slack's three characters; and no `@channel` in the name of a file calls everyone. */
function escapeForSlack(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/@(?=\w)/g, '@\u200B');
}

/**
 * An e-mail as `sendmail -t` reads it, all of it ASCII: the subject is made of words of this program and the name of the
 * host, and the body is in base64, so that no text can add a header. Without From, which `sendmail` fills in.
 */
export function toMail({ id, timestamp, data }: Notification, to: readonly string[]): string {
  const body = `${[...toLines(data), `Host: ${data.host}`, `Time: ${timestamp}`].join('\n')}\n`;
  const headers = {
    To: to.join(', '),
    Subject: toHeaderText(toSubject(data)),
    Date: new Date(timestamp).toUTCString().replace('GMT', '+0000'),
    'Message-ID': `<${id}@${toHeaderText(data.host).replaceAll(/[^\w.-]/g, '-')}>`,
    'Auto-Submitted': 'auto-generated',
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': 'base64',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const encoded =
    Buffer.from(body, 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  return `${[...lines, '', ...encoded].join('\n')}\n`;
}

function toHeaderText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200);
}
