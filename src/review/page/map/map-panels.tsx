/** The panel that is open over Map. */
import { ConstantDialog } from './constant-dialog.js';
import { JoinDialog } from './join-dialog.js';
import { useMapping } from './map-context.js';
import { RuleDialog } from './rule-dialog.js';
import { ValuesDialog } from './values-dialog.js';

export function MapPanels() {
  const { panel } = useMapping();
  if (panel === undefined) return null;
  if (panel.kind === 'values') return <ValuesDialog at={panel.at} />;
  if (panel.kind === 'new') return <RuleDialog />;
  return panel.rule.kind === 'join' ? <JoinDialog rule={panel.rule} /> : <ConstantDialog rule={panel.rule} />;
}
