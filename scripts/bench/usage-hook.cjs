// Loaded into a measured process with --require: on exit it writes what the process used to file descriptor 3.
const { readFileSync, writeSync } = require('node:fs');

/**
 * Peak memory in KiB. The kernel hands the peak of a parent down to the processes it starts, so where the system
 * says what this program alone reached, that is taken.
 */
function peakMemory(maxRss) {
  try {
    const own = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (own !== null) return Number(own[1]);
  } catch {
    // Systems without /proc have the resource usage only.
  }
  return maxRss;
}

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(
    3,
    JSON.stringify({ cpuMicroseconds: userCPUTime + systemCPUTime, peakKibibytes: peakMemory(maxRSS) }),
  );
});
