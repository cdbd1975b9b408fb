// A tree like the profiled one, about a thousand files, from process start to written report.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { legOfRuns } from './leg-of-runs.mjs';
import { runMigrator } from './run-migrator.mjs';
import { median } from './to-markdown.mjs';
import { withServer } from './with-server.mjs';
import { withTree } from './with-tree.mjs';

const AIM_SECONDS = 5;

export function benchTree({ rounds }) {
  return withTree(
    ({ generateTree }) => generateTree(),
    (tree) => withServer((server) => measure(server, { tree, rounds })),
  );
}

async function measure(server, { tree, rounds }) {
  const runs = { local: [], existing: [] };
  for (let round = 0; round < rounds; round += 1) {
    runs.local.push(await runLocally(tree.folder));
    const database = `tree_${round}`;
    await server.query('postgres', `CREATE DATABASE ${database}`);
    const existing = [tree.folder, '--target', 'existing', '--database-url', server.url(database)];
    runs.existing.push(await runMigrator(existing, server));
    await server.query('postgres', `DROP DATABASE ${database}`);
  }
  const value = median(runs.local.map(({ seconds }) => seconds));
  const amounts = { amount: tree.records, unit: 'records' };
  return {
    settings: `${tree.files} files, ${tree.records} records, ${tree.bytes} bytes, ${rounds} rounds, alternating`,
    legs: [
      legOfRuns('local target from nothing, initdb included', runs.local, amounts),
      legOfRuns('existing server, empty database', runs.existing, amounts),
    ],
    ratios: [
      {
        figure: 'cold start to report, initdb included',
        value: `${value.toFixed(2)} s`,
        aim: `≤ ${AIM_SECONDS} s`,
        met: value <= AIM_SECONDS,
      },
    ],
    notes: ['The CPU of the embedded server of the first leg is not told apart and not in its figure.'],
  };
}

async function runLocally(tree) {
  const data = mkdtempSync(join(tmpdir(), 'cortex-bench-local-'));
  try {
    return await runMigrator([tree, '--target', 'local', '--once', '--data-dir', data]);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
