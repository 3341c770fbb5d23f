/** What `doctor` tells people: a table of what it found, and what it left behind. */
import { toPlainTable } from './plain-table.js';
import {
  VENDOR_CHECKS,
  type VendorFinding,
  type VendorProfile,
  type VendorSeverity,
} from '../core/vendor-profile.js';

const MARKS: Readonly<Record<VendorSeverity, string>> = {
  ok: 'ok',
  note: 'note',
  option: 'OPTION',
  danger: 'DANGER',
  unknown: '?',
  skipped: '-',
};

/** No column is narrower, however narrow the terminal is. */
const MIN_WIDTH = 12;
const MARK_WIDTH = 8;

/** `columns`: the width of the terminal. `path`: where the profile is; undefined: it was not written. */
export function toDoctorText(
  profile: VendorProfile,
  { path, columns }: { readonly path: string | undefined; readonly columns: number },
): string {
  const { baseUrl, mode, orgId, findings, made } = profile;
  const whose = orgId === '' ? '' : `, organisation ${orgId}`;
  const left = made.filter(({ isDeleted }) => !isDeleted);
  const deleted = made.length - left.length;
  return [
    `Examined ${baseUrl} (${mode}${whose})`,
    '',
    toTable(findings, columns),
    '',
    toCounts(findings),
    `Made ${made.length} records, deleted ${deleted}.`,
    ...(left.length === 0 ? [] : ['Still there (safe to delete):']),
    ...left.map(({ kind, uid, name }) => `  ${kind}  ${uid}  ${toPlain(name)}`),
    ...(path === undefined ? ['No profile was written.'] : ['', 'Files', `  ${path}`]),
    '',
  ].join('\n');
}

function toTable(findings: readonly VendorFinding[], columns: number): string {
  const width = Math.max(MIN_WIDTH, Math.floor((Math.min(columns, 160) - MARK_WIDTH - 4) / 4));
  return toPlainTable(
    ['', 'what', 'found', 'what that means', 'option to use'],
    findings.map(({ id, severity, detail, meaning, option }) => [
      MARKS[severity],
      VENDOR_CHECKS[id],
      toPlain(detail),
      meaning,
      option,
    ]),
    { columns: Math.min(columns, 160), wrap: { 1: width, 2: width, 3: width, 4: MIN_WIDTH } },
  );
}

function toCounts(findings: readonly VendorFinding[]): string {
  const count = (...severities: VendorSeverity[]): number =>
    findings.filter(({ severity }) => severities.includes(severity)).length;
  const parts = [
    `${count('ok', 'note')} as import expects or copes with`,
    `${count('option')} need an option`,
    `${count('danger')} are a danger`,
    `${count('unknown')} could not be found out`,
    `${count('skipped')} not asked`,
  ];
  return `${parts.join('; ')}.`;
}

/** On one line, without what a terminal would obey: it may come from the server. */
function toPlain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}
