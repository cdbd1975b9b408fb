// What it costs that a run tells how far it is: the same run with and without.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { legOfRuns } from './leg-of-runs.mjs';
import { readHelp, runMigrator } from './run-migrator.mjs';
import { median } from './to-markdown.mjs';
import { withServer } from './with-server.mjs';
import { withTree } from './with-tree.mjs';

const AIM_PERCENT = 3;
const FILES = 2_000;

export async function benchProgress({ records, rounds }) {
  const help = await readHelp('run');
  const folder = mkdtempSync(join(tmpdir(), 'cortex-bench-metrics-'));
  try {
    const loud = ['--json', '--log-level', 'info'];
    if (help.includes('--metrics-file')) loud.push('--metrics-file', join(folder, 'cortex.prom'));
    if (help.includes('--metrics-port')) loud.push('--metrics-port', '0');
    const silent = ['--log-level', 'silent', ...(help.includes('--no-progress') ? ['--no-progress'] : [])];
    return await withTree(
      ({ generateTree }) => generateTree({ files: FILES, records }),
      (tree) => withServer((server) => measure(server, { tree, rounds, silent, loud })),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(server, { tree, rounds, silent, loud }) {
  const runs = { silent: [], loud: [] };
  for (let round = 0; round < rounds; round += 1) {
    // Which one comes first changes: the second of two runs finds warmer caches.
    const legs = round % 2 === 0 ? ['silent', 'loud'] : ['loud', 'silent'];
    for (const leg of legs) {
      const database = `progress_${leg}_${round}`;
      await server.query('postgres', `CREATE DATABASE ${database}`);
      await server.query('postgres', 'CHECKPOINT');
      const args = [tree.folder, '--target', 'existing', '--database-url', server.url(database)];
      runs[leg].push(await runMigrator([...args, ...(leg === 'loud' ? loud : silent)], server));
      await server.query('postgres', `DROP DATABASE ${database}`);
    }
  }
  return report(runs, { tree, rounds, silent, loud });
}

function report(runs, { tree, rounds, silent, loud }) {
  const cost = (read) => 100 * (median(runs.loud.map(read)) / median(runs.silent.map(read)) - 1);
  const cpu = cost((run) => run.cpuSeconds + (run.serverCpuSeconds ?? 0));
  const wall = cost((run) => run.seconds);
  const amounts = { amount: tree.records, unit: 'records' };
  const shown = (args) => args.filter((arg) => arg.startsWith('--')).join(' ');
  return {
    settings: `${tree.files} files, ${tree.records} records, ${rounds} rounds, alternating`,
    legs: [
      legOfRuns(`silent (${shown(silent)})`, runs.silent, amounts),
      legOfRuns(`telling (${shown(loud)})`, runs.loud, amounts),
    ],
    ratios: [
      {
        figure: 'cost of progress, log and metrics in CPU seconds of both sides',
        value: `${cpu.toFixed(1)} % (wall clock ${wall.toFixed(1)} %)`,
        aim: `≤ ${AIM_PERCENT} %`,
        met: cpu <= AIM_PERCENT,
      },
    ],
    notes: [],
  };
}
