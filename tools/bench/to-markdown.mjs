/** @param result of a benchmark: legs with seconds per round, ratios against aims. */
export function toMarkdown({ name, at, machine, settings, legs, ratios, notes }) {
  const lines = [
    `# bench ${name}`,
    '',
    `${at} · ${machine.cpus} cores, ${machine.memoryGiB} GiB, Node ${machine.node} · ${settings}`,
    '',
    '| leg | median | min | max | rate |',
    '|---|---:|---:|---:|---:|',
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

function legRow({ leg, seconds, amount, unit }) {
  const middle = median(seconds);
  const rate = amount === undefined ? '' : `${Math.round(amount / middle).toLocaleString('en')} ${unit}/s`;
  return `| ${leg} | ${format(middle)} | ${format(Math.min(...seconds))} | ${format(Math.max(...seconds))} | ${rate} |`;
}

export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function format(seconds) {
  return `${seconds.toFixed(2)} s`;
}
