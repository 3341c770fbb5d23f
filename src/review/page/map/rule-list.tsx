/** Joins, constants and lists of values of the mapping. */
import type { MappingRule } from '../../wire.js';
import { useMapping } from './map-context.js';

export function RuleList() {
  const { columns, open } = useMapping();
  return (
    <section>
      <h2>Rules of this mapping</h2>
      <ul class="rules">
        {columns.rules.map((rule) => (
          <li key={`${rule.kind}:${rule.field}:${rule.text}`}>
            <span>{rule.text}</span>
            {rule.isEditable ? (
              <button
                class="link"
                type="button"
                aria-label={`Edit: ${rule.text}`}
                onClick={() => open(toPanel(rule))}
              >
                Edit
              </button>
            ) : (
              <span class="muted small">in the mapping file</span>
            )}
          </li>
        ))}
      </ul>
      <button class="button slim" type="button" onClick={() => open({ kind: 'new' })}>
        Add a rule
      </button>
    </section>
  );
}

function toPanel(rule: MappingRule): Parameters<ReturnType<typeof useMapping>['open']>[0] {
  const [at] = rule.columns;
  return rule.kind === 'values' && at !== undefined ? { kind: 'values', at } : { kind: 'rule', rule };
}
