import type { IncomingMessage, ServerResponse } from 'node:http';
import { SandboxError } from '../errors.js';
import { sendAnswer, toAnswer } from './answer.js';
import { readBody } from './read-body.js';
import { refuse, success, type Reply } from './reply.js';

/** What can be read and changed from outside. */
export interface Control {
  stats(): unknown;
  resetStats(): void;
  requests(): unknown;
  snapshot(): unknown;
  faults(): unknown;
  /** @throws SandboxError SANDBOX_OPTION */
  configure(changes: unknown): void;
}

export const controlPrefix = '/_sandbox/';

/** Answers `/_sandbox/…`: the sandbox's own API, which the vendor does not have. No credential, no faults. */
export function handleControl(control: Control, request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '').replace(/\?.*$/, '').slice(controlPrefix.length);
  readBody(request, (text) => {
    const label = `${request.method ?? 'GET'} ${path}`;
    const reply = text === undefined ? refuse(413, 'Body is too large') : decideControl(control, label, text);
    sendAnswer(
      response,
      toAnswer(reply, 'status-message', () => 0),
    );
  });
}

function decideControl(control: Control, label: string, text: string): Reply {
  switch (label) {
    case 'GET stats':
      return success(control.stats());
    case 'POST reset-stats':
      control.resetStats();
      return success(control.stats());
    case 'GET requests':
      return success(control.requests());
    case 'GET snapshot':
      return success(control.snapshot());
    case 'GET configure':
      return success(control.faults());
    case 'POST configure':
      return configure(control, text);
    default:
      return refuse(404, 'Expected stats, reset-stats, requests, snapshot or configure');
  }
}

function configure(control: Control, text: string): Reply {
  try {
    control.configure(JSON.parse(text));
    return success(control.faults());
  } catch (error) {
    if (error instanceof SandboxError) return refuse(400, `${error.message} ${error.hint}`);
    return refuse(400, 'Body is not valid JSON');
  }
}
