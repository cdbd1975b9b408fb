/** One leg of a benchmark out of what was measured of its runs. */
export function legOfRuns(leg, runs, amounts = {}) {
  return {
    leg,
    seconds: runs.map(({ seconds }) => seconds),
    cpuSeconds: runs.map(({ cpuSeconds }) => cpuSeconds),
    serverCpuSeconds: runs.map(({ serverCpuSeconds }) => serverCpuSeconds),
    ...(runs.some(({ peakMiB }) => peakMiB === undefined)
      ? {}
      : { peakMiB: runs.map(({ peakMiB }) => peakMiB) }),
    ...amounts,
  };
}
