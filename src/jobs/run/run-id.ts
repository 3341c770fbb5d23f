/** Names of runs that are made from the time. */
import { randomBytes } from 'node:crypto';
import { type Clock, toIso } from '../../core/clock.js';

/** `20261122-172231-4f1c`: sorts by time, and two started in one second differ. */
export function toRunId(clock: Clock): string {
  const stamp = toIso(clock.now()).replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomBytes(2).toString('hex')}`;
}

/** When a run of this name began, in ms since the epoch, to the second; undefined for a name that a person chose. */
export function toIdTime(id: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-[0-9a-f]{4}$/.exec(id);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}
