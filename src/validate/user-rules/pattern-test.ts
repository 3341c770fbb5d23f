/** Runs the user's regular expressions under a time limit, because one may run almost forever on a value. */
import { cpuUsage } from 'node:process';
import { createContext, Script, type Context } from 'node:vm';

/** Of processor time, for one batch and for one value. Far above what a sound pattern takes. */
export interface TimeLimits {
  readonly batchMs: number;
  readonly valueMs: number;
}

const LIMITS: TimeLimits = { batchMs: 5000, valueMs: 2000 };

const US_PER_MS = 1000;
/** The clock shows a little more than what was used. */
const NEARLY = 0.9;
const SCRIPT = new Script('values.map((value) => pattern.test(value))');

/** The value at this position took longer than the limit. */
export class PatternTooSlow extends Error {
  readonly at: number;

  constructor(at: number) {
    super('A pattern took too long.');
    this.at = at;
  }
}

export class PatternTest {
  readonly #pattern: RegExp;
  readonly #limits: TimeLimits;
  readonly #context: Context;

  constructor(pattern: RegExp, limits: TimeLimits = LIMITS) {
    this.#pattern = pattern;
    this.#limits = limits;
    this.#context = createContext({ pattern: this.#pattern });
  }

  /** Whether each value matches the pattern. Throws `PatternTooSlow`. */
  test(values: readonly string[]): readonly boolean[] {
    return this.#run(values, this.#limits.batchMs) ?? values.map((value, at) => this.#testOne(value, at));
  }

  #testOne(value: string, at: number): boolean {
    const found = this.#run([value], this.#limits.valueMs)?.[0];
    if (found === undefined) throw new PatternTooSlow(at);
    return found;
  }

  /** Undefined if the time ran out: a regular expression can only be stopped from outside. */
  #run(values: readonly string[], timeout: number): readonly boolean[] | undefined {
    this.#context['values'] = values;
    let usedUs = 0;
    for (;;) {
      const start = cpuUsage();
      try {
        return SCRIPT.runInContext(this.#context, { timeout }) as readonly boolean[];
      } catch (error) {
        if ((error as { readonly code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
        usedUs += cpuUsage(start).user;
        // Else the clock ran on while the process waited for a processor, or the computer slept: no fault of the pattern.
        if (usedUs >= NEARLY * timeout * US_PER_MS) return undefined;
      }
    }
  }
}
