/** Whether the server keeps the owner of an address. */
import { type SendContext, type StepResult } from './context.js';
import { isSameId, type Place } from './place.js';

/** Learns whether the server keeps the owner of an address, from the first one that it created in such a place. */
export async function learnOwner(place: Place, asked: StepResult, context: SendContext): Promise<void> {
  const { api, firstOwned, forms, options } = context;
  const { keepsOwner } = forms;
  const row = asked.kind === 'moved' && asked.row.addressUid !== '' ? asked.row : undefined;
  if (keepsOwner[place.kind] === undefined && row !== undefined) {
    const query = {
      customerId: row.uid,
      asset: options.asset,
      page: 1,
      perPage: 100,
      orderBy: 'asc',
    } as const;
    const found = await api.listAddresses(query);
    if (found.kind === 'ok') {
      const made = found.value.records.find(({ uid }) => isSameId(uid, row.addressUid));
      const isSaid = made !== undefined && made.customerId !== null;
      // Without an answer about the filter the question stays open: the next address is requested alone as well.
      keepsOwner[place.kind] = isSaid || (made === undefined ? false : await context.hasOwnFilter());
    }
  }
  if (keepsOwner[place.kind] !== undefined) firstOwned.show(place.kind);
}
