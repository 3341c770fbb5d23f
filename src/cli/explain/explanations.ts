/** Of every code: what usually leads to it, and an example. A code without them does not compile. */
import type { Code } from '../../core/codes.js';
import { OF_API } from './api.js';
import type { Explanation } from './explanation.js';
import { OF_RUNS } from './runs.js';
import { OF_SOURCES } from './sources.js';
import { OF_TEXT_DAMAGE } from './text-damage.js';
import { OF_VALUES } from './values.js';

export const EXPLANATIONS: Readonly<Record<Code, Explanation>> = {
  ...OF_VALUES,
  ...OF_TEXT_DAMAGE,
  ...OF_SOURCES,
  ...OF_API,
  ...OF_RUNS,
};
