/** A notification goes to all its receivers at once, each by its own way, within one deadline. */
import { makeRedactor } from '../core/redact.js';
import { toMail, toSlackBody, toWebhookBody } from './forms.js';
import { post, type Post, type PostDeps } from './post.js';
import type { Notification } from './schema.js';
import { findSendmail, sendMail } from './sendmail.js';
import { parseSecret, toSignedHeaders } from './signature.js';
import { toTargetSecrets, type HttpTarget, type Target } from './targets.js';

/** All tries together; the exit of the program waits for them. */
const DEADLINE_MS = 30_000;

export interface DeliveryDeps extends Pick<PostDeps, 'clock' | 'random' | 'environment'> {
  /** Aborts to give up. */
  readonly signal: AbortSignal;
  /** Secrets besides those of the targets. */
  readonly secrets: readonly string[];
}

export interface Delivery {
  readonly target: Target;
  /** Why it was not delivered, without secrets; undefined where it was. */
  readonly problem: string | undefined;
}

/** Sends a notification to each target. Never rejects. */
export async function deliver(
  targets: readonly Target[],
  notification: Notification,
  deps: DeliveryDeps,
): Promise<readonly Delivery[]> {
  const { clock, environment } = deps;
  const isOver = new AbortController();
  const all = {
    clock,
    random: deps.random,
    environment,
    redact: makeRedactor([...deps.secrets, ...toTargetSecrets(targets)]),
    signal: AbortSignal.any([deps.signal, isOver.signal]),
    deadline: clock.monotonic() + DEADLINE_MS,
  };
  const isDone = new AbortController();
  clock.sleep(DEADLINE_MS, isDone.signal).then(
    () => isOver.abort(),
    () => undefined,
  );
  try {
    return await Promise.all(
      targets.map(async (target) => {
        const problem = await send(target, notification, all).catch((error: unknown) =>
          all.redact(String(error)),
        );
        return { target, problem };
      }),
    );
  } finally {
    isDone.abort();
  }
}

async function send(target: Target, notification: Notification, deps: PostDeps): Promise<string | undefined> {
  if (target.kind !== 'mail') return post(target, toPost(target, notification, deps), deps);
  const path = findSendmail(deps.environment);
  return path === undefined
    ? 'There is no sendmail on this machine.'
    : sendMail(path, toMail(notification, target.to), deps);
}

function toPost({ kind }: HttpTarget, notification: Notification, { environment }: PostDeps): Post {
  const agent = { 'user-agent': `bitpowr-bulk/${notification.data.version}` };
  if (kind === 'slack') return { body: toSlackBody(notification), toHeaders: () => agent };
  const message = { id: notification.id, body: toWebhookBody(notification) };
  const key = parseSecret(environment['BITPOWR_BULK_NOTIFY_SECRET']);
  return { body: message.body, toHeaders: (at) => ({ ...agent, ...toSignedHeaders(message, at, key) }) };
}
