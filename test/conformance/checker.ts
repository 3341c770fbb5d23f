/** Compares requests and answers with the vendor's facts. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Facts, Operation, Schema } from './facts.js';
import { createFindRoute } from './find-route.js';

/** A request as it came to the server. */
export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** The text of the body, empty without one. */
  readonly body: string;
}

export interface SeenAnswer {
  readonly status: number;
  readonly body: string;
}

/** One point at which a request, or its answer, is not as documented. */
export interface Deviation {
  /** `POST /customers/{customerId}`. */
  readonly route: string;
  readonly location: 'route' | 'query' | 'body' | 'answer';
  /** JSON pointer of the value, with `*` for each index of an array; of the missing or unknown field if it is one. */
  readonly pointer: string;
  /** The keyword of JSON Schema that fails; `undocumented` for a route, a status, or a body where there is none. */
  readonly keyword: string;
}

/** A deviation, and what the validator says of the value. */
export interface Finding extends Deviation {
  readonly message: string;
}

export interface CheckedRequest {
  readonly route: string;
  readonly findings: readonly Finding[];
}

export interface Checker {
  checkRequest(request: SeenRequest): CheckedRequest;
  checkAnswer(request: SeenRequest, answer: SeenAnswer): CheckedRequest;
}

type Check = (location: Deviation['location'], value: unknown) => Omit<Finding, 'route'>[];

interface OperationChecks {
  readonly query: Check;
  /** Undefined where no body is documented. */
  readonly body: Check | undefined;
  readonly answers: ReadonlyMap<number, Check>;
}

export function createChecker(facts: Facts): Checker {
  const findRoute = createFindRoute(facts);
  const compile = createCompiler();
  const compiled = new Map<Operation, OperationChecks>();
  const toChecks = (operation: Operation): OperationChecks => {
    const checks = compiled.get(operation) ?? compile(operation);
    compiled.set(operation, checks);
    return checks;
  };
  const find = ({ method, path }: SeenRequest) => {
    const mark = path.indexOf('?');
    const { label, operation } = findRoute(method, mark === -1 ? path : path.slice(0, mark));
    return {
      route: label,
      query: mark === -1 ? '' : path.slice(mark + 1),
      checks: operation === undefined ? undefined : toChecks(operation),
    };
  };
  return {
    checkRequest: (request) => {
      const { route, query, checks } = find(request);
      const findings =
        checks === undefined
          ? [toUndocumented('route')]
          : [...checks.query('query', toQueryObject(query)), ...checkBody(checks.body, request.body)];
      return { route, findings: findings.map((finding) => ({ route, ...finding })) };
    },
    checkAnswer: (request, { status, body }) => {
      const { route, checks } = find(request);
      if (checks === undefined) return { route, findings: [] };
      const check = checks.answers.get(status);
      const findings =
        check === undefined ? [toUndocumented('answer', `/${status}`)] : check('answer', toJson(body));
      return { route, findings: findings.map((finding) => ({ route, ...finding })) };
    },
  };
}

function createCompiler(): (operation: Operation) => OperationChecks {
  // The facts say `nullable` and `x-from` beside types.
  const options = { allErrors: true, strict: true, strictTypes: false, strictRequired: false } as const;
  const json = new Ajv(options);
  // Values of a query come as text.
  const text = new Ajv({ ...options, coerceTypes: true });
  for (const ajv of [json, text]) ajv.addVocabulary(['x-from', 'x-note']);
  return ({ parameters = [], requestBody, responses }) => {
    const query = parameters.filter((parameter) => parameter.in === 'query');
    return {
      query: toCheck(
        text.compile({
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
          required: query.filter(({ required }) => required === true).map(({ name }) => name),
        }),
      ),
      body:
        requestBody === undefined
          ? undefined
          : toCheck(json.compile(closeObjects(requestBody.content['application/json'].schema))),
      answers: new Map(
        Object.entries(responses).map(([status, { content }]) => [
          Number(status),
          toCheck(json.compile(content['application/json'].schema)),
        ]),
      ),
    };
  };
}

/** The schema, without other fields in objects that have documented ones, at any depth. */
function closeObjects(schema: Schema): Schema {
  const { properties } = schema;
  if (typeof properties !== 'object' || properties === null) return schema;
  const closed = Object.entries(properties as Record<string, Schema>).map(
    ([name, inner]) => [name, closeObjects(inner)] as const,
  );
  return { additionalProperties: false, ...schema, properties: Object.fromEntries(closed) };
}

function checkBody(check: Check | undefined, body: string): Omit<Finding, 'route'>[] {
  if (check !== undefined) return check('body', toJson(body));
  return body === '' ? [] : [toUndocumented('body')];
}

function toCheck(validate: ValidateFunction): Check {
  return (location, value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map((error) => ({
          location,
          pointer: toPointer(error),
          keyword: error.keyword,
          message: error.message ?? '',
        }));
}

function toPointer({ instancePath, params }: ErrorObject): string {
  const { additionalProperty, missingProperty } = params as Record<string, unknown>;
  const field = additionalProperty ?? missingProperty;
  return `${instancePath}${typeof field === 'string' ? `/${field}` : ''}`.replace(/\/\d+(?=\/|$)/g, '/*');
}

function toUndocumented(location: Deviation['location'], pointer = ''): Omit<Finding, 'route'> {
  return { location, pointer, keyword: 'undocumented', message: 'is not documented' };
}

/** A parameter that is there twice has both values, which no documented parameter takes. */
function toQueryObject(query: string): Record<string, string | string[]> {
  const search = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

/** The value of a JSON text; text that is not JSON stays text, and fails as such. */
function toJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
