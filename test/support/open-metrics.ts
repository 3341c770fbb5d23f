/**
 * A strict reader of the part of OpenMetrics (https://prometheus.io/docs/specs/om/open_metrics_spec/) that gauges need. It
 * throws where a strict parser would, and where the older format of Prometheus would differ.
 */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"';
const SAMPLE = new RegExp(`^(${NAME})\\{(${LABEL}(?:,${LABEL})*)\\} (-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$`);

export function readMetrics(text: string): Sample[] {
  if (!text.endsWith('\n# EOF\n')) throw new Error('It must end in # EOF and a line feed.');
  const lines = text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1);
  const families = new Set<string>();
  const series = new Set<string>();
  const samples: Sample[] = [];
  let family = '';
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [, described, help] = new RegExp(`^# HELP (${NAME}) (\\S.*)$`).exec(line) ?? [];
    if (described !== undefined) {
      if (families.has(described)) throw new Error(`The family ${described} comes twice.`);
      if (!help?.endsWith('.')) throw new Error(`The help of ${described} is no sentence.`);
      if (lines[(at += 1)] !== `# TYPE ${described} gauge`) throw new Error(`${described} has no type.`);
      families.add((family = described));
      continue;
    }
    const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
    if (name === undefined) throw new Error(`Line ${at + 1} is no sample: ${line}`);
    if (name !== family) throw new Error(`${name} is under ${family}.`);
    if (series.has(`${name}{${labels}}`)) throw new Error(`The series ${name}{${labels}} comes twice.`);
    series.add(`${name}{${labels}}`);
    samples.push({ name, labels: readLabels(labels), value: Number(value) });
  }
  return samples;
}

function readLabels(text: string): Record<string, string> {
  const found = [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [
    name,
    value.replaceAll(/\\(.)/g, (_escape, char: string) => (char === 'n' ? '\n' : char)),
  ]);
  const labels = Object.fromEntries(found) as Record<string, string>;
  if (Object.keys(labels).length !== found.length) throw new Error(`A label comes twice in ${text}.`);
  return labels;
}
