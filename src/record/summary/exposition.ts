/**
 * Figures as the text that a monitoring system reads.
 *
 * All figures of a job are gauges: they say how the last run was, and nothing here counts over runs. So the text is the same in
 * the format of Prometheus, which the textfile collector reads, and in OpenMetrics, which wants `# EOF` at the end.
 */

/** A metric; its name without the prefix of this program. */
export interface Family {
  readonly name: string;
  readonly help: string;
  /** @default 'gauge' */
  readonly type?: 'counter' | 'gauge';
  readonly samples: readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];
}

const PREFIX = 'bitpowr_bulk_';

/** Families of one name become one. */
export function toExposition(families: readonly Family[]): string {
  const byName = new Map<string, Family[]>();
  for (const family of families) byName.set(family.name, [...(byName.get(family.name) ?? []), family]);
  const lines = [...byName.values()].flatMap((alike) => {
    const [first] = alike;
    const samples = alike.flatMap(({ samples }) => samples);
    if (first === undefined || samples.length === 0) return [];
    const name = `${PREFIX}${first.name}`;
    return [
      `# HELP ${name} ${first.help}`,
      `# TYPE ${name} ${first.type ?? 'gauge'}`,
      ...samples.map(([labels, value]) => `${toSeries(first.name, labels)} ${value}`),
    ];
  });
  return `${[...lines, '# EOF'].join('\n')}\n`;
}

/** A metric with its labels, as the text names it. */
export function toSeries(name: string, labels: Readonly<Record<string, string>>): string {
  return `${PREFIX}${name}${toLabels(labels)}`;
}

function toLabels(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
    .join(',')}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
