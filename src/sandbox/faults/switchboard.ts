import { toDraws, type Draws } from '../draws.js';
import type { SandboxFaults } from '../options.js';
import type { Route } from '../routes/call.js';
import { applySwitches } from './check-switches.js';
import { decideFault, toFaultPlan, type Fault, type FaultPlan } from './fault-plan.js';
import { Limiter } from './limiter.js';
import { toTouchedRoutes } from './touched-routes.js';

/** The switches and everything derived from them, computed when they change and not for each request. */
export class Switchboard {
  faults: SandboxFaults;
  draws: Draws;
  limiter: Limiter | undefined;
  touched: ReadonlySet<Route>;
  #plan: FaultPlan;
  #creates = 0;
  #untilRefused = 0;
  #untilDown = 0;

  constructor(faults: SandboxFaults) {
    this.faults = faults;
    this.draws = toDraws(faults.seed);
    this.limiter = faults.limit === null ? undefined : new Limiter(faults.limit);
    this.touched = toTouchedRoutes(faults.faultsOn);
    this.#plan = toFaultPlan(faults);
    this.#untilRefused = faults.refuseCredentialAfter ?? Infinity;
    this.#untilDown = faults.downAfter ?? Infinity;
  }

  /** Changes some switches. Counters (limits, draws, every N-th, after N) restart only if their switch is among them. */
  configure(changes: unknown): void {
    const faults = applySwitches(this.faults, changes);
    const named = changes as Partial<SandboxFaults>;
    this.faults = faults;
    this.touched = toTouchedRoutes(faults.faultsOn);
    this.#plan = toFaultPlan(faults);
    if (named.seed !== undefined) this.draws = toDraws(faults.seed);
    if (named.limit !== undefined)
      this.limiter = faults.limit === null ? undefined : new Limiter(faults.limit);
    if (named.cutAfterEvery !== undefined) this.#creates = 0;
    if (named.refuseCredentialAfter !== undefined)
      this.#untilRefused = faults.refuseCredentialAfter ?? Infinity;
    if (named.downAfter !== undefined) this.#untilDown = faults.downAfter ?? Infinity;
  }

  /** Counts a request; true if the API is down from now on. */
  countDown(): boolean {
    return this.#untilDown-- <= 0;
  }

  /** Counts a request with a good credential; true if credentials are refused from now on. */
  countRefused(): boolean {
    return this.#untilRefused-- <= 0;
  }

  /** Draws the fault of a request that faults apply to. One draw each, so that rates are independent of each other. */
  drawFault(): Fault | undefined {
    return this.#plan.length === 0 ? undefined : decideFault(this.#plan, this.draws.fault());
  }

  /** Counts a create that took effect; true if it is the N-th of `cutAfterEvery`. */
  countCreate(): boolean {
    const { cutAfterEvery } = this.faults;
    this.#creates += 1;
    return cutAfterEvery > 0 && this.#creates % cutAfterEvery === 0;
  }

  /** How long to delay an answer. */
  delayMs(inFlight: number): number {
    const { latencyMs, slowdown } = this.faults;
    const base =
      typeof latencyMs === 'number'
        ? latencyMs
        : latencyMs.min + this.draws.latency() * (latencyMs.max - latencyMs.min);
    return slowdown === null ? base : base + slowdown.perRequestMs * Math.max(0, inFlight - slowdown.above);
  }
}
