// npm test: every test of the workspace; the last line says how many passed and how many failed.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readProjects } from './eslint/workspace-projects.mjs';
import { runNx, workspaceRoot } from './nx.mjs';
import { sumTestResults } from './sum-test-results.mjs';

const SUITES = { test: 'unit', 'test-pg': 'pg', 'test-e2e': 'e2e' };
const RESULTS = join(workspaceRoot, 'dist/test-results');

process.exitCode = test();

function test() {
  rmSync(RESULTS, { recursive: true, force: true });
  const nxCode = runNx(['run-many', '--targets', Object.keys(SUITES).join(','), '--nxBail=false']);
  const { passed, failed, problems } = sumTestResults(RESULTS, listDeclaredSuites());
  for (const problem of problems) console.error(problem);
  console.log(`${passed} passed, ${failed} failed`);
  return nxCode !== 0 || failed > 0 || passed === 0 ? 1 : 0;
}

function listDeclaredSuites() {
  return readProjects().flatMap(({ manifest }) =>
    Object.keys(manifest.nx?.targets ?? {})
      .filter((target) => target in SUITES)
      .map((target) => `${manifest.nx.name}.${SUITES[target]}`),
  );
}
