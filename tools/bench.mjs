// npm run bench -- <name>... [--records N] [--rounds N]: both legs in one run, alternating; medians, spread and ratios.
// Benchmarks are not tests and gate nothing. JSON goes to bench/results/, a Markdown table to the terminal and beside it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchLoad } from './bench/bench-load.mjs';
import { benchTree } from './bench/bench-tree.mjs';
import { toMarkdown } from './bench/to-markdown.mjs';
import { runNx, workspaceRoot } from './nx.mjs';

const benchmarks = { load: benchLoad, tree: benchTree };
const RESULTS = join(workspaceRoot, 'bench/results');

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    records: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
  },
});
process.exitCode = await main();

async function main() {
  const unknown = positionals.filter((name) => !(name in benchmarks));
  if (positionals.length === 0 || unknown.length > 0) {
    console.error(`Give one or more of: ${Object.keys(benchmarks).join(', ')}.`);
    return 2;
  }
  if (runNx(['run', 'migrator:build'], { quiet: true }) !== 0) return 1;
  const options = { records: Number(values.records), rounds: Number(values.rounds) };
  for (const name of positionals) await runBenchmark(name, options);
  return 0;
}

async function runBenchmark(name, options) {
  const machine = { cpus: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version };
  const result = { name, at: new Date().toISOString(), machine, ...(await benchmarks[name](options)) };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  const table = toMarkdown(result);
  writeFileSync(join(RESULTS, `${name}.md`), table);
  console.log(table);
}
