/** Map: which column goes to which field, and one customer as it would be sent. */
import { useEffect, useState } from 'preact/hooks';
import type { ColumnsAnswer, MappingChange } from '../../wire.js';
import { useReview, useSession } from '../context.js';
import { Gone } from '../frame/gone.js';
import { NextButton } from '../frame/next-button.js';
import { StatusLine } from '../frame/status-line.js';
import { Verdict } from '../frame/verdict.js';
import { toCount } from '../words.js';
import { ColumnTable } from './column-table.js';
import { Faults } from './faults.js';
import { KeyList } from './key-list.js';
import { MapContext, type MapModel, type OpenPanel } from './map-context.js';
import { MapPanels } from './map-panels.js';
import { RuleList } from './rule-list.js';
import { SaveDialog } from './save-dialog.js';
import { SentRow } from './sent-row.js';

const KEYS = [
  ['Tab', 'next column'],
  ['Alt+Down', 'open the list'],
  ['Ctrl+Z', 'undo'],
  ['F6', 'next area'],
  ['?', 'all keys'],
] as const;

export function MapStep() {
  const model = useMapModel();
  const { work, counts } = useReview();
  const [isSaving, setSaving] = useState(false);
  const [where, setWhere] = useState('');
  return (
    <MapContext.Provider value={model}>
      <Verdict>
        <button
          class="button big"
          type="button"
          disabled={model === undefined}
          onClick={() => setSaving(true)}
        >
          Save mapping as...
        </button>
        <NextButton step="fix" label="Next: Fix rows" />
      </Verdict>
      <main id="work" class="work map" tabIndex={-1}>
        <Gone />
        {model === undefined ? (
          <p class="message" role="status">
            {work?.kind === 'reading'
              ? `Reading the file: ${toCount(work.done, 'row')} so far.`
              : 'Fetching the columns.'}
          </p>
        ) : (
          <>
            <Faults />
            <ColumnTable onWhere={setWhere} />
            <aside class="beside" aria-label="Mapping" data-area="mapping">
              <KeyList />
              {counts.rows > 0 && <SentRow />}
              <RuleList />
            </aside>
            <MapPanels />
          </>
        )}
      </main>
      <StatusLine keys={KEYS}>{where}</StatusLine>
      {isSaving && <SaveDialog onClose={() => setSaving(false)} />}
    </MapContext.Provider>
  );
}

/** Undefined until the columns are known. */
function useMapModel(): MapModel | undefined {
  const session = useSession();
  const { revision, work } = useReview();
  const [columns, setColumns] = useState<ColumnsAnswer>();
  const [panel, open] = useState<OpenPanel>();
  const isReading = work?.kind === 'reading';
  useEffect(() => {
    if (!isReading)
      void session.ask<ColumnsAnswer>('/api/columns').then((answer) => answer && setColumns(answer));
  }, [isReading, revision]);
  if (columns === undefined) return undefined;
  const change = async (wanted: MappingChange): Promise<boolean> => {
    const answer = await session.mapping.change(wanted);
    if (answer !== undefined) setColumns(answer);
    return answer !== undefined;
  };
  return { columns, panel, open, change };
}
