// npm run bench -- <name>... [--records N] [--rounds N] [--scale N] [--case N]: both legs in one run, alternating;
// medians, spread and ratios. Benchmarks are not tests and gate nothing. JSON goes to bench/results/, a Markdown table
// to the terminal and beside it. Which name measures what stands at the head of its file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchLoad } from './bench/bench-load.mjs';
import { benchMemory } from './bench/bench-memory.mjs';
import { benchProgress } from './bench/bench-progress.mjs';
import { benchRerun } from './bench/bench-rerun.mjs';
import { benchTree } from './bench/bench-tree.mjs';
import { toMarkdown } from './bench/to-markdown.mjs';
import { runNx, workspaceRoot } from './nx.mjs';

/** Each with what it does when nothing else is said. */
const benchmarks = {
  load: { run: benchLoad, defaults: { records: 1_000_000, rounds: 5 } },
  tree: { run: benchTree, defaults: { rounds: 5 } },
  rerun: { run: benchRerun, defaults: { records: 200_000, rounds: 5 } },
  memory: { run: benchMemory, defaults: { scale: 1, rounds: 1 } },
  progress: { run: benchProgress, defaults: { records: 100_000, rounds: 5 } },
};
const RESULTS = join(workspaceRoot, 'bench/results');

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    records: { type: 'string' },
    rounds: { type: 'string' },
    scale: { type: 'string' },
    case: { type: 'string', multiple: true },
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
  for (const name of positionals) await runBenchmark(name);
  return 0;
}

async function runBenchmark(name) {
  const { run, defaults } = benchmarks[name];
  const given = Object.entries(values).filter(([, value]) => !Array.isArray(value));
  const options = { ...defaults, ...Object.fromEntries(given.map(([key, value]) => [key, Number(value)])) };
  const load = loadavg()[0];
  const machine = {
    cpus: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load,
  };
  const at = new Date().toISOString();
  const result = { name, at, machine, ...(await run({ ...options, cases: values.case?.map(Number) })) };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  const table = toMarkdown(result);
  writeFileSync(join(RESULTS, `${name}.md`), table);
  console.log(table);
}
