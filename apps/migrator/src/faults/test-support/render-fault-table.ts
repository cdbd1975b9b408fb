import type { FaultOutcome } from './run-fault-plan';

const HEAD = [
  '| fault | runs | deaths | lost | double | chunks redone, most | bytes redone, mean |',
  '| ----- | ---: | -----: | ---: | -----: | ------------------: | -----------------: |',
];

/** Markdown: what every kind of fault cost. */
export function renderFaultTable(outcomes: readonly FaultOutcome[]): string {
  const byName = new Map<string, FaultOutcome[]>();
  for (const outcome of outcomes) {
    const name = outcome.plan.attempts[0]?.name ?? '';
    byName.set(name, [...(byName.get(name) ?? []), outcome]);
  }
  const rows = [...byName].sort(([left], [right]) => (left < right ? -1 : 1));
  const lines = [...rows, ['all', outcomes] as const].map(([name, of]) => renderRow(name, of));
  return [...HEAD, ...lines].join('\n');
}

function renderRow(name: string, outcomes: readonly FaultOutcome[]): string {
  const sum = (pick: (outcome: FaultOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  const cells = [
    name,
    ...[outcomes.length, sum(({ deaths }) => deaths), sum(({ lost }) => lost), sum(({ double }) => double)],
    Math.max(...outcomes.map(({ redoneChunks }) => redoneChunks)),
    `${(sum(({ redonePercent }) => redonePercent) / outcomes.length).toFixed(1)} %`,
  ];
  return `| ${cells.join(' | ')} |`;
}
