/** @param result of a benchmark: legs with seconds per round, ratios against aims. */
export function toMarkdown({ name, at, machine, settings, legs, ratios, notes }) {
  const lines = [
    `# bench ${name}`,
    '',
    `${at} · ${machine.cpus} cores, ${machine.memoryGiB} GiB, Node ${machine.node}, load ${machine.load.toFixed(1)} · ${settings}`,
    '',
    '| leg | median | min | max | rate | CPU | CPU of the server | peak |',
    '|---|---:|---:|---:|---:|---:|---:|---:|',
    ...legs.map(legRow),
    '',
    '| figure | value | aim | met |',
    '|---|---:|---:|---|',
    ...ratios.map(
      ({ figure, value, aim, met }) => `| ${figure} | ${value} | ${aim} | ${met ? 'yes' : '**no**'} |`,
    ),
    '',
    ...notes.map((note) => `- ${note}`),
    '',
  ];
  return lines.join('\n');
}

function legRow({ leg, seconds, amount, unit, cpuSeconds, serverCpuSeconds, peakMiB }) {
  const middle = median(seconds);
  const rate = amount === undefined ? '' : `${Math.round(amount / middle).toLocaleString('en')} ${unit}/s`;
  const cells = [
    ...[leg, format(middle), format(Math.min(...seconds)), format(Math.max(...seconds)), rate],
    ...[medianCell(cpuSeconds, 's', 2), medianCell(serverCpuSeconds, 's', 2), medianCell(peakMiB, 'MiB', 0)],
  ];
  return `| ${cells.join(' | ')} |`;
}

export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function medianCell(values, unit, digits) {
  return values === undefined || values.includes(null) ? '' : `${median(values).toFixed(digits)} ${unit}`;
}

function format(seconds) {
  return `${seconds.toFixed(2)} s`;
}
