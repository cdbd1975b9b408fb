// The largest things there are: one log, one array, very many files. How much memory does the migrator take for them?
import { legOfRuns } from './leg-of-runs.mjs';
import { runMigrator } from './run-migrator.mjs';
import { withServer } from './with-server.mjs';
import { requireDisk, withTree } from './with-tree.mjs';

const AIM_MIB = 512;
/** Tree, spools, rows, ledger, indexes and WAL of the largest case, at scale 1. */
const DISK_BYTES = 20e9;
const CASES = [
  {
    name: '2 GB JSONL',
    generate: ({ generateLargeLog }, scale) => generateLargeLog(Math.round(2e9 * scale)),
  },
  {
    name: 'one array of 1 GB',
    generate: ({ generateLargeArray }, scale) => generateLargeArray(Math.round(1e9 * scale)),
  },
  {
    name: '100,000 files',
    generate: ({ generateTree }, scale) =>
      generateTree({ files: Math.round(100_000 * scale), records: Math.round(300_000 * scale) }),
  },
];

export async function benchMemory({ scale, rounds, cases }) {
  requireDisk(DISK_BYTES * scale);
  const chosen = CASES.filter((_, index) => cases === undefined || cases.includes(index + 1));
  const results = [];
  for (const { name, generate } of chosen) {
    const runs = await withTree(
      (library) => generate(library, scale),
      (tree) => measure(tree, rounds),
    );
    results.push({ name, ...runs });
  }
  return report(results, { scale, rounds });
}

/** A server of its own for each case: its disk is free again before the next one. */
function measure(tree, rounds) {
  return withServer(async (server) => {
    const runs = [];
    for (let round = 0; round < rounds; round += 1) {
      const database = `memory_${round}`;
      await server.query('postgres', `CREATE DATABASE ${database}`);
      const args = [tree.folder, '--target', 'existing', '--database-url', server.url(database)];
      runs.push(await runMigrator(args, server));
      await server.query('postgres', `DROP DATABASE ${database}`);
    }
    return { runs, tree };
  });
}

function report(results, { scale, rounds }) {
  return {
    settings: `scale ${scale}, ${rounds} rounds`,
    legs: results.map(({ name, runs, tree }) =>
      legOfRuns(`${name}: ${tree.files} files, ${tree.records} records, ${tree.bytes} bytes`, runs, {
        amount: tree.records,
        unit: 'records',
      }),
    ),
    ratios: results.map(({ name, runs }) => {
      const value = Math.max(...runs.map(({ peakMiB }) => peakMiB));
      return {
        figure: `peak memory, ${name}`,
        value: `${Math.round(value)} MiB`,
        aim: `≤ ${AIM_MIB} MiB`,
        met: value <= AIM_MIB,
      };
    }),
    notes: [
      'Peak resident memory of the migrator, all threads; the server is not in it.',
      ...(scale === 1 ? [] : [`Measured on ${scale} of the sizes that the aims are about.`]),
    ],
  };
}
