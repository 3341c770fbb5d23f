/** Records and lists out of answers, in any envelope. More tolerant than the client, so that doctor can say what it can't read. */

export type AnswerJson = Readonly<Record<string, unknown>>;

/** The one record of an answer: the nearest object that has a uid. Undefined if there is no such object. */
export function toRecord(json: unknown): AnswerJson | undefined {
  const body = toObject(json);
  const data = body === undefined ? json : (body['data'] ?? body);
  const inner = Array.isArray(data) ? (data as unknown[])[0] : data;
  const object = toObject(inner);
  const candidates = [object, ...Object.values(object ?? {}).map(toObject)];
  return candidates.find((candidate) => candidate !== undefined && toUid(candidate) !== '');
}

/** The records of a list; undefined: it is not a list. */
export function toRecords(json: unknown): readonly AnswerJson[] | undefined {
  const data = Array.isArray(json) ? (json as unknown[]) : toObject(json)?.['data'];
  if (!Array.isArray(data)) return undefined;
  return (data as unknown[]).map(toObject).filter((record) => record !== undefined);
}

/** The uids of a list; empty where it is not one. */
export function toUids(json: unknown): readonly string[] {
  return (toRecords(json) ?? []).map(toUid);
}

/** Empty: it has none. */
export function toUid(record: AnswerJson): string {
  const uid = record['uid'];
  return typeof uid === 'string' || typeof uid === 'number' ? String(uid) : '';
}

export function toObject(value: unknown): AnswerJson | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as AnswerJson)
    : undefined;
}

/** A value as a detail shows it: short, on one line. */
export function toShown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
