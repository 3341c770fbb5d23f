/**
 * The addresses of a run are compared with the API's own list once more, so that no single answer decides where money goes.
 * The list is read newest first, one request for a hundred addresses; a few that it does not show are asked for one by one.
 */
import type { RemoteAddress } from '../../core/api-port.js';
import type { LiveRow } from '../../core/journal-port.js';
import type { Journal } from '../../journal/journal.js';
import { withdrawAddress } from '../../send/address-outcome.js';
import { findContradiction } from '../../send/confirm-address.js';
import type { SendContext } from '../../send/context.js';
import { isSameId } from '../../send/place.js';
import { readAddresses } from '../../send/second-look.js';

const ROWS_PER_BATCH = 512;
const PER_PAGE = 100;

/** Pages beyond those that hold as many addresses as the run has: others are being made at the same time. */
const MORE_PAGES = 2;

/** Rows that are asked for one by one; more than that means that the list can't confirm addresses here. */
const MAX_SINGLE = 50;

export async function confirmAddresses(journal: Journal, rows: number, context: SendContext): Promise<void> {
  const addressed = journal.countAddressed();
  if (addressed === 0) return;
  const seen = new Uint8Array(rows + 1);
  let unseen = addressed;
  const { api, options, stopping } = context;
  const maxPages = MORE_PAGES + Math.ceil((2 * addressed) / PER_PAGE);
  for (let page = 1; page <= maxPages && unseen > 0; page += 1) {
    if (stopping.aborted) return;
    const query = { asset: options.asset, page, perPage: PER_PAGE, orderBy: 'desc' } as const;
    const result = await api.listAddresses(query);
    if (result.kind !== 'ok') break;
    for (const listed of result.value.records) {
      const written = journal.findWritten(listed.address);
      const rowNumber = written?.rowNumber ?? journal.findRowWithAddressUid(listed.uid);
      if (rowNumber === undefined || seen[rowNumber] === 1) continue;
      seen[rowNumber] = 1;
      unseen -= 1;
      if (written === undefined || findContradiction(written, listed) !== undefined)
        await compare(journal, rowNumber, listed, context);
    }
    if (page >= result.value.totalPages) break;
  }
  if (unseen > 0 && unseen <= MAX_SINGLE) await confirmEach(journal, seen, context);
}

async function compare(
  journal: Journal,
  rowNumber: number,
  listed: RemoteAddress,
  context: SendContext,
): Promise<void> {
  const [row] = journal.readRows(['done'], rowNumber - 1, 1);
  if (row?.rowNumber !== rowNumber) return;
  const contradiction = findContradiction(row, listed);
  if (contradiction !== undefined) await withdrawAddress(row, 'address_invalid', contradiction, context);
}

async function confirmEach(journal: Journal, seen: Uint8Array, context: SendContext): Promise<void> {
  for (let after = 0; ;) {
    const rows = journal.readRows(['done'], after, ROWS_PER_BATCH);
    for (const row of rows) {
      if (row.address === '' || seen[row.rowNumber] === 1) continue;
      if (context.stopping.aborted) return;
      await confirmOne(row, context);
    }
    after = rows.at(-1)?.rowNumber ?? Infinity;
    if (rows.length < ROWS_PER_BATCH) return;
  }
}

async function confirmOne(row: LiveRow, context: SendContext): Promise<void> {
  const look = await readAddresses(row, context);
  if (look.kind !== 'ok') return;
  const contradictions = look.addresses.map((listed) => findContradiction(row, listed));
  const contradiction = contradictions.find((one) => one !== undefined);
  if (contradiction !== undefined) {
    await withdrawAddress(row, 'address_invalid', contradiction, context);
    return;
  }
  const isListed = look.addresses.some(({ uid }) => isSameId(uid, row.addressUid));
  if (look.isWhole && !isListed && row.addressStatus === 'created') await warn(row, context);
}

async function warn(row: LiveRow, { journal }: SendContext): Promise<void> {
  const message = `The API’s list of the customer’s addresses does not show ${row.addressUid}.`;
  journal.addWarning(row.rowNumber, { code: 'address_not_listed', column: '', value: '', message });
  const warnings = [...new Set([...row.warnings, 'address_not_listed' as const])];
  await journal.move(row, 'done', { warnings }, { kind: 'look', result: 'not listed' });
}
