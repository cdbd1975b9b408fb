// Preloaded into a measured process (node --require): leaves what it used when it ends. All threads are one process.
const { readFileSync, writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const place = process.env.CORTEX_BENCH_USAGE;
if (isMainThread && place !== undefined) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakKiB: readPeakKiB() ?? maxRSS };
    writeFileSync(place, JSON.stringify(usage));
  });
}

/** On Linux ru_maxrss begins with what the parent had when it forked; VmHWM is the process's own. */
function readPeakKiB() {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return found === null ? null : Number(found[1]);
  } catch {
    return null;
  }
}
