/** The machine, as far as figures depend on it; nothing that names it. */
import { availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';

export function describeMachine() {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GB`;
  return `${availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'}), ${memory}, ${platform()}, Node ${process.version}`;
}

/** How many processes wanted a core, over the last minute. */
export const readLoad = () => loadavg()[0].toFixed(1);
