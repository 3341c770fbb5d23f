/**
 * What the review page and its server say to each other: types only, nothing of Node, so that both sides import it.
 *
 * Every `/api/` route speaks JSON. An answer other than 2xx is an `ErrorAnswer` (409: a `ConflictAnswer`). Each POST and PUT has
 * the content type `application/json`. Rows are numbered from 1 as in results.csv; columns are named by position, from 0
 * (`at`), because two may have the same header; the position -1 is the row as a whole. `revision` counts the steps of the
 * history: each edit, undo and redo makes a new one. A `base` is the revision that the page saw last.
 *
 * | Route | Asks | Answers |
 * |---|---|---|
 * | GET /open?t= | | 303 to the step |
 * | GET /map /fix /preview /apply, /assets/* | | the page |
 * | GET /api/state | | StateAnswer |
 * | POST /api/check | {} | StateAnswer |
 * | GET /api/columns | | ColumnsAnswer |
 * | PUT /api/mapping | MappingRequest | ColumnsAnswer |
 * | POST /api/save-mapping | SaveMappingRequest | SaveMappingAnswer |
 * | GET /api/values?column= | | ValuesAnswer |
 * | GET /api/sent?row= | | SentAnswer |
 * | GET /api/kinds | | KindsAnswer |
 * | GET /api/rows | RowsQuery | RowsAnswer |
 * | GET /api/find | FindQuery | FindAnswer |
 * | POST /api/edits | EditsRequest | EditsAnswer |
 * | POST /api/accept | AcceptRequest | StepAnswer |
 * | GET /api/replace | ReplaceQuery | ReplaceCountAnswer |
 * | POST /api/replace | ReplaceRequest | StepAnswer |
 * | POST /api/undo, /api/redo | HistoryRequest | StepAnswer |
 * | GET /api/preview, POST /api/preview | - , {} | PreviewAnswer |
 * | GET /api/changes | ChangesQuery | ChangesAnswer |
 * | POST /api/choose | ChooseRequest | PreviewAnswer |
 * | GET /api/apply | | ApplyAnswer |
 * | POST /api/apply | ApplyRequest | ApplyAnswer |
 * | GET /api/undoing | | UndoAnswer |
 * | POST /api/pause, /api/continue, /api/stop | {} | ApplyAnswer |
 * | GET /api/events | | server-sent ReviewEvent: `event` is its type, `data` its JSON, `id` a number |
 * | GET /files/NAME | | a result file |
 * | POST /api/end | {} | {} and the server ends |
 */
export type * from '../jobs/review/answers/apply.js';
export type * from '../jobs/review/answers/event.js';
export type * from '../jobs/review/answers/fix.js';
export type * from '../jobs/review/answers/map.js';
export type * from '../jobs/review/answers/preview.js';
export type * from '../jobs/review/answers/shared.js';
export type * from '../jobs/review/answers/state.js';
