import type { ErrorShares, TroubleSwitches } from '../trouble-switches.js';

/** What goes wrong with one request. */
export type Fault =
  | { kind: 'error-before'; status: number }
  | { kind: 'error-after'; status: number }
  | { kind: 'cut-before' }
  | { kind: 'cut-after' }
  | { kind: 'hang' }
  | { kind: 'hang-after-effect' };

export type FaultKind = Fault['kind'];

/** Each fault with its share of the requests. */
export type FaultPlan = readonly { share: number; fault: Fault }[];

/** The plan for these rates; faults with no share are left out. */
export function toFaultPlan(rates: TroubleSwitches): FaultPlan {
  return [
    { share: rates.cutBeforeRate, fault: { kind: 'cut-before' as const } },
    { share: rates.cutAfterRate, fault: { kind: 'cut-after' as const } },
    { share: rates.hangRate, fault: { kind: 'hang' as const } },
    { share: rates.hangAfterEffectRate, fault: { kind: 'hang-after-effect' as const } },
    ...toShares(rates.errorRate).map(([status, share]) => ({
      share,
      fault: { kind: 'error-before' as const, status },
    })),
    ...toShares(rates.errorAfterEffectRate).map(([status, share]) => ({
      share,
      fault: { kind: 'error-after' as const, status },
    })),
  ].filter(({ share }) => share > 0);
}

/** The fault for a number from 0 to 1; undefined if it is beyond all shares. */
export function decideFault(plan: FaultPlan, drawn: number): Fault | undefined {
  let edge = 0;
  for (const { share, fault } of plan) {
    edge += share;
    if (drawn < edge) return fault;
  }
  return undefined;
}

function toShares(rate: number | ErrorShares): [status: number, share: number][] {
  if (typeof rate === 'number') return [[503, rate]];
  return Object.entries(rate).map(([status, share]) => [Number(status), share]);
}
