// An unchanged tree again: read and hashed anew, and told by stat where the migrator can.
import { legOfRuns } from './leg-of-runs.mjs';
import { measureMigrator, readHelp, runMigrator } from './run-migrator.mjs';
import { median } from './to-markdown.mjs';
import { withServer } from './with-server.mjs';
import { withTree } from './with-tree.mjs';

const FILES = 5_000;
/** What a run writes of itself. */
const OWN_TABLES = ['migration_runs', 'migration_chunks', 'migration_lock', 'migration_progress'];
const COUNT_TUPLES = `
  SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint AS tuples FROM pg_stat_user_tables
  WHERE relname <> ALL ('{${OWN_TABLES.join(',')}}')`;
const COUNT_OTHERS = `
  SELECT count(*)::int AS sessions FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;
const SETTLE_MS = 200;
const SETTLE_ATTEMPTS = 50;

export async function benchRerun({ rounds, records }) {
  const trustsStat = (await readHelp('run')).includes('--trust-stat');
  return withTree(
    ({ generateTree }) => generateTree({ files: FILES, records }),
    (tree) => withServer((server) => measure(server, { tree, rounds, trustsStat })),
  );
}

async function measure(server, { tree, rounds, trustsStat }) {
  const runs = { first: [], hashed: [], trusted: [], start: [] };
  const tuples = [];
  for (let round = 0; round < rounds; round += 1) {
    const database = `rerun_${round}`;
    await server.query('postgres', `CREATE DATABASE ${database}`);
    const again = [tree.folder, '--target', 'existing', '--database-url', server.url(database)];
    runs.first.push(await runMigrator(again, server));
    const before = await countTuples(server, database);
    runs.hashed.push(await runMigrator(again, server));
    if (trustsStat) runs.trusted.push(await runMigrator([...again, '--trust-stat'], server));
    tuples.push((await countTuples(server, database)) - before);
    runs.start.push(await measureMigrator(['--version']));
    await server.query('postgres', `DROP DATABASE ${database}`);
  }
  return report({ runs, tuples, tree, rounds, trustsStat });
}

/** Sessions report what they wrote when they end, and a little later. */
async function countTuples(server, database) {
  for (let attempt = 0; attempt < SETTLE_ATTEMPTS; attempt += 1) {
    const [{ sessions }] = await server.query(database, COUNT_OTHERS);
    if (sessions === 0) break;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  }
  const [{ tuples }] = await server.query(database, COUNT_TUPLES);
  return Number(tuples);
}

function report({ runs, tuples, tree, rounds, trustsStat }) {
  const written = Math.max(...tuples);
  return {
    settings: `${tree.files} files, ${tree.records} records, ${rounds} rounds, alternating`,
    legs: [
      legOfRuns('first run', runs.first, { amount: tree.records, unit: 'records' }),
      legOfRuns('again, with re-hash', runs.hashed),
      ...(trustsStat ? [legOfRuns('again, by stat', runs.trusted)] : []),
      legOfRuns('start of the process alone (--version), in each of them', runs.start),
    ],
    ratios: [
      part('again with re-hash, of the first run', runs, { leg: 'hashed', aim: 0.05 }),
      ...(trustsStat ? [part('again by stat, of the first run', runs, { leg: 'trusted', aim: 0.01 })] : []),
      { figure: 'tuples written by all reruns', value: String(written), aim: '0', met: written === 0 },
    ],
    notes: trustsStat ? [] : ['This migrator has no --trust-stat: that leg was left out.'],
  };
}

/** Wall clock with and without the start of the process, and CPU seconds of both sides together. */
function part(figure, runs, { leg, aim }) {
  const seconds = (list) => median(list.map((run) => run.seconds));
  const cpu = (list) => median(list.map((run) => run.cpuSeconds + (run.serverCpuSeconds ?? 0)));
  const start = seconds(runs.start);
  const share = seconds(runs[leg]) / seconds(runs.first);
  const withoutStart = (seconds(runs[leg]) - start) / (seconds(runs.first) - start);
  const ofCpu = cpu(runs[leg]) / cpu(runs.first);
  const percent = (value) => `${(100 * value).toFixed(1)} %`;
  return {
    figure,
    value: `${percent(share)} (${percent(withoutStart)} without the start, ${percent(ofCpu)} of the CPU)`,
    aim: `≤ ${percent(aim)}`,
    met: share <= aim,
  };
}
