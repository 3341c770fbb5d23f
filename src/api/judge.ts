/** Judges the result of one try of a request. */
import { parseSuccess } from './answer-body.js';
import { classify, type RequestKind, type AnswerVerdict } from './classify.js';
import { toConnectionFailure } from './connection-errors.js';
import { toErrorMessage, toLine, toStatusText, type Redact } from './error-message.js';
import { toHeader, type Answer, type Failure } from './exchange.js';

/** A request with or without an answer, and what to do next. */
export interface Judged {
  /** `unreached`: it certainly did not reach the server. `accepted`: a write was carried out, and its answer is empty. */
  readonly verdict: AnswerVerdict | 'unreached' | 'accepted';
  readonly httpStatus: number | undefined;
  /** For people; empty on success. */
  readonly message: string;
  /** A retry soon would get the same. */
  readonly isLasting: boolean;
  /** The answer, if one came, and its JSON if it is a successful one. */
  readonly answer?: Answer;
  readonly json?: unknown;
}

/** Judges an answer, or a missing one. `redact` removes secrets from what the server says. */
export function judge(kind: RequestKind, result: Answer | Failure, redact: Redact): Judged {
  return result.kind === 'failure' ? judgeFailure(kind, result, redact) : judgeAnswer(kind, result, redact);
}

function judgeFailure(kind: RequestKind, failure: Failure, redact: Redact): Judged {
  const { mayHaveReached, isLasting, message } = toConnectionFailure(
    failure.error,
    failure.wasStarted,
    failure.proxy,
  );
  const ifReached = kind === 'write' ? 'unknown_effect' : 'retry';
  return {
    verdict: mayHaveReached ? ifReached : 'unreached',
    httpStatus: failure.status,
    // The parser's own message may quote what it could not read.
    message: toLine(message, redact),
    isLasting,
  };
}

function judgeAnswer(kind: RequestKind, answer: Answer, redact: Redact): Judged {
  const { status, body } = answer;
  const common = { httpStatus: status, isLasting: false, answer };
  if (status >= 300 && status < 400) {
    return { ...common, verdict: classify(kind, status, ''), message: toRedirectMessage(answer, redact) };
  }
  const isGood = status >= 200 && status < 300;
  const parsed = isGood ? parseSuccess(body) : undefined;
  if (parsed?.kind === 'json') return { verdict: 'ok', message: '', json: parsed.json, ...common };
  const message = toErrorMessage({ status, contentType: toHeader(answer, 'content-type'), body }, redact);
  if (parsed?.kind === 'not_json' || parsed?.kind === 'empty') {
    // A page that is not JSON comes from a proxy in between; an empty body comes from the API.
    const ifWrite = parsed.kind === 'empty' ? 'accepted' : 'unknown_effect';
    return {
      ...common,
      verdict: kind === 'write' ? ifWrite : 'retry',
      message: toUnreadable(status, message, redact),
    };
  }
  // A 2xx status with a body that says "error" is still a refusal.
  return { ...common, verdict: classify(kind, isGood ? 400 : status, message), message };
}

function toUnreadable(status: number, message: string, redact: Redact): string {
  const text = toStatusText(status);
  return message.startsWith(text) ? message : toLine(`${text}, but not JSON: ${message}`, redact);
}

function toRedirectMessage(answer: Answer, redact: Redact): string {
  const location = toHeader(answer, 'location') ?? '';
  const host = toHost(location);
  const to = host === undefined ? 'to another path' : `to host ${toLine(host, redact)}`;
  const where = location === '' ? 'without saying where to' : to;
  return `${toStatusText(answer.status)}, ${where}. No redirect is followed with a credential: check the base URL.`;
}

/** URL normalises a host, which may reveal a secret. A host that contained a secret is no longer a valid URL. */
function toHost(location: string): string | undefined {
  if (URL.canParse(location)) return new URL(location).host;
  return /^[a-z][a-z\d+.-]*:\/\/(?:[^/?#]*@)?([^/?#]+)/i.exec(location)?.[1];
}
