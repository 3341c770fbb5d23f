/**
 * Loaded before a measured program: on its exit, tells its peak resident memory and its CPU time on file descriptor 3.
 * `VmHWM` belongs to this program alone, while `maxRSS` starts from what the parent held when it forked.
 */
import { readFileSync, writeSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, JSON.stringify({ peakBytes: readPeakBytes(), cpuMs: (user + system) / 1000 }));
});

function readPeakBytes() {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux: the next best.
  }
  return process.resourceUsage().maxRSS * 1024;
}
