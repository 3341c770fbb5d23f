/** The routes of the API: a method and a path, what a request says, and who answers it. */
import type { z } from 'zod';
import type { Review } from '../jobs/review/review.js';
import * as requests from './requests.js';

export interface Route {
  /** Of a POST and a PUT, in bytes. */
  readonly most: number;
  /** Throws `BulkError`. */
  readonly answer: (review: Review, said: unknown) => unknown;
  readonly schema: z.ZodType;
}

const KB = 1024;

function route<T>(schema: z.ZodType<T>, answer: (review: Review, said: T) => unknown, most = 4 * KB): Route {
  return { schema, most, answer: (review, said) => answer(review, said as T) };
}

export const ROUTES: Readonly<Record<string, Route>> = {
  'GET /api/state': route(requests.nothing, (review) => review.state),
  'POST /api/check': route(requests.nothing, (review) => review.check()),
  'GET /api/columns': route(requests.nothing, ({ map }) => map.columns),
  'PUT /api/mapping': route(requests.mappingRequest, ({ map }, said) => map.change(said), 256 * KB),
  'POST /api/save-mapping': route(requests.saveMappingRequest, ({ map }, { name }) => map.save(name)),
  'GET /api/values': route(requests.valuesQuery, ({ map }, { column }) => map.values(column)),
  'GET /api/sent': route(requests.sentQuery, ({ map }, { row }) => map.sent(row)),
  'GET /api/kinds': route(requests.nothing, ({ fix }) => fix.kinds),
  'GET /api/rows': route(requests.rowsQuery, ({ fix }, said) => fix.rows(dropAbsent(said))),
  'GET /api/find': route(requests.findQuery, ({ fix }, said) => fix.find(dropAbsent(said))),
  'POST /api/edits': route(requests.editsRequest, ({ fix }, said) => fix.edit(said), 256 * KB),
  'POST /api/accept': route(requests.acceptRequest, ({ fix }, said) => fix.accept(dropAbsent(said))),
  'GET /api/replace': route(requests.replaceQuery, ({ fix }, said) => fix.countReplaced(said)),
  'POST /api/replace': route(requests.replaceRequest, ({ fix }, said) => fix.replace(said), 256 * KB),
  'POST /api/undo': route(requests.historyRequest, ({ fix }, said) => fix.undo(said)),
  'POST /api/redo': route(requests.historyRequest, ({ fix }, said) => fix.redo(said)),
  'GET /api/preview': route(requests.nothing, ({ apply }) => apply.preview),
  'POST /api/preview': route(requests.nothing, ({ apply }) => apply.startPreview()),
  'GET /api/changes': route(requests.changesQuery, ({ apply }, said) => apply.changes(dropAbsent(said))),
  'POST /api/choose': route(requests.chooseRequest, ({ apply }, said) => apply.choose(said), 16 * KB),
  'GET /api/apply': route(requests.nothing, ({ apply }) => apply.answer),
  'POST /api/apply': route(requests.applyRequest, ({ apply }, said) => apply.start(said)),
  'GET /api/undoing': route(requests.nothing, ({ apply }) => apply.undoing),
  'POST /api/pause': route(requests.nothing, ({ apply }) => apply.pause()),
  'POST /api/continue': route(requests.nothing, ({ apply }) => apply.continue()),
  'POST /api/stop': route(requests.nothing, ({ apply }) => apply.stop()),
};

type Present<T> = { readonly [Key in keyof T]: Exclude<T[Key], undefined> };

/** Properties that are undefined are absent. */
function dropAbsent<T extends object>(said: T): Present<T> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Present<T>;
}
