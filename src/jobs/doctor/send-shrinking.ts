/** Sends a body, and on a refusal again with one field less, until it is taken. */
import type { ProbeAnswer, ProbeResult } from '../../api/probe.js';
import { toShrunk, type TrialBody } from './bodies.js';
import { isGood, type Visit, type VisitRequest } from './visit.js';

export interface TakenBody {
  /** The last answer: a 2xx, or what ended it. */
  readonly result: ProbeResult;
  readonly sent: TrialBody;
  readonly refused: readonly string[];
  readonly suspected: readonly string[];
  /** The refusals on the way. */
  readonly refusals: readonly ProbeAnswer[];
}

/** `zipcode` as text is tried as a number before it is left out. */
export async function sendShrinking(
  visit: Visit,
  request: Omit<VisitRequest, 'body'>,
  body: TrialBody,
): Promise<TakenBody> {
  let sent = body;
  const left: { readonly field: string; readonly isNamed: boolean }[] = [];
  const refusals: ProbeAnswer[] = [];
  for (;;) {
    const result = await visit.send({ ...request, body: sent });
    const isRefused = result.kind === 'answer' && (result.status === 400 || result.status === 422);
    const shrunk = isRefused ? toShrunk(sent, result.message) : undefined;
    if (shrunk === undefined) return { result, sent, ...toBlame(left, result), refusals };
    if (isRefused) refusals.push(result);
    left.push(shrunk);
    sent = shrunk.body;
  }
}

/** Of fields that no message named only the last is to blame for sure: without it, the rest was taken. */
function toBlame(
  left: readonly { readonly field: string; readonly isNamed: boolean }[],
  result: ProbeResult,
): Pick<TakenBody, 'refused' | 'suspected'> {
  const isTaken = result.kind === 'answer' && isGood(result);
  const isSure = ({ isNamed }: { readonly isNamed: boolean }, at: number): boolean =>
    isNamed || (isTaken && at === left.length - 1);
  return {
    refused: left.filter(isSure).map(({ field }) => field),
    suspected: left.filter((one, at) => !isSure(one, at)).map(({ field }) => field),
  };
}
