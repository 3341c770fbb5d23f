/** The alert rules and the dashboard in docs/monitoring. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { METRICS } from '../../src/record/summary/metrics.js';

const ALERTS = 'docs/monitoring/alerts.yml';
const ALERT_TESTS = 'docs/monitoring/alerts.test.yml';
const DASHBOARD = 'docs/monitoring/grafana-dashboard.json';

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly refId: string; readonly expr: string }[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
}

const rules = (parse(readFileSync(ALERTS, 'utf8')) as Rules).groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(readFileSync(DASHBOARD, 'utf8')) as Dashboard;
const shown = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

const toMetrics = (text: string): string[] =>
  [...text.matchAll(/bitpowr_bulk_(\w+)/g)].map(([, name = '']) => name);

/** In CI it must be there; on another machine the rest of this file is tested without it. */
const hasPromtool = process.env['CI'] !== undefined || spawnSync('promtool', ['--version']).status === 0;

function runPromtool(...args: readonly string[]) {
  const { status, stdout, stderr } = hasPromtool
    ? spawnSync('promtool', args, { encoding: 'utf8' })
    : { status: 0, stdout: '', stderr: '' };
  return { status, told: `${stdout}${stderr}` };
}

describe('the alert rules', () => {
  it('are rules, and fire when they should, says promtool', () => {
    expect(runPromtool('check', 'rules', ALERTS)).toMatchObject({ status: 0 });
    expect(runPromtool('test', 'rules', ALERT_TESTS)).toMatchObject({ status: 0 });
  });

  it('are each tested, firing and not', () => {
    const tests = readFileSync(ALERT_TESTS, 'utf8');
    expect(rules.length).toBeGreaterThan(4);
    for (const { alert } of rules) {
      expect(tests).toMatch(new RegExp(`alertname: ${alert}, exp_alerts: \\[\\]`));
      expect(tests).toMatch(new RegExp(`alertname: ${alert}\\n +exp_alerts:\\n +- exp_labels`));
    }
  });

  it('ask for metrics that there are', () => {
    const named = rules.flatMap(({ expr }) => toMetrics(expr));
    expect(named.length).toBeGreaterThanOrEqual(rules.length);
    for (const name of named) expect(Object.keys(METRICS)).toContain(name);
  });
});

describe('the dashboard', () => {
  it('shows every metric, and no other', () => {
    expect([...new Set(shown.flatMap(toMetrics))].sort()).toEqual(Object.keys(METRICS).sort());
    for (const { definition = '' } of dashboard.templating.list)
      for (const name of toMetrics(definition)) expect(Object.keys(METRICS)).toContain(name);
  });

  it('has queries that promtool can read, with variables that there are', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bitpowr-bulk-rules-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const variables = dashboard.templating.list.map(({ name }) => name);
    const queries = shown.map((expr, at) => {
      const used = [...expr.matchAll(/\$(\w+)/g)].map(([, name = '']) => name);
      expect(variables).toEqual(expect.arrayContaining(used));
      return { record: `query_${at}`, expr: expr.replaceAll(/\$\w+/g, '.*') };
    });
    writeFileSync(join(folder, 'queries.yml'), stringify({ groups: [{ name: 'queries', rules: queries }] }));
    expect(runPromtool('check', 'rules', join(folder, 'queries.yml'))).toMatchObject({ status: 0 });
  });

  it('has panels that do not overlap and stay within 24 columns, each with its own number and title', () => {
    const { panels } = dashboard;
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_cell, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  });
});
