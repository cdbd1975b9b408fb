// npm test: every test of the workspace; the last line says how many passed and how many failed.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readProjects } from './eslint/workspace-projects.mjs';
import { runNx, workspaceRoot } from './nx.mjs';

const SUITES = { test: 'unit', 'test-pg': 'pg', 'test-e2e': 'e2e' };
const RESULTS = join(workspaceRoot, 'dist/test-results');

process.exitCode = test();

function test() {
  rmSync(RESULTS, { recursive: true, force: true });
  const nxCode = runNx(['run-many', '--targets', Object.keys(SUITES).join(','), '--nxBail=false']);
  const results = findSuites().map(readCounts);
  for (const { suite, problem } of results) if (problem) console.error(`${suite}: ${problem}`);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return nxCode !== 0 || failed > 0 || passed === 0 ? 1 : 0;
}

/** Every suite that a project declares has to leave a result: one that did not run has failed. */
function findSuites() {
  return readProjects().flatMap(({ manifest }) =>
    Object.keys(manifest.nx?.targets ?? {})
      .filter((target) => target in SUITES)
      .map((target) => `${manifest.nx.name}.${SUITES[target]}`),
  );
}

function readCounts(suite) {
  const file = join(RESULTS, `${suite}.json`);
  if (!existsSync(file)) return { suite, passed: 0, failed: 1, problem: 'did not run' };
  const { passed, failed, brokenSuites, skipped } = JSON.parse(readFileSync(file, 'utf8'));
  const nothingRan = passed + failed + brokenSuites === 0;
  return {
    suite,
    passed,
    // A skipped test is a claim that nobody checked.
    failed: failed + brokenSuites + skipped + (nothingRan ? 1 : 0),
    problem: describe({ brokenSuites, skipped, nothingRan }),
  };
}

function describe({ brokenSuites, skipped, nothingRan }) {
  if (nothingRan) return 'has no test';
  if (brokenSuites > 0) return `${brokenSuites} test files did not load`;
  return skipped > 0 ? `${skipped} tests are skipped` : undefined;
}
