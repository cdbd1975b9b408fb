import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Adds up what the suites left in a folder (see jest/result-file-reporter.cjs): { passed, failed, problems }. Whatever
 * was not proven has failed: a suite without a result, without a test, with a skipped test or an unloadable file.
 */
export function sumTestResults(folder, suites) {
  const sum = { passed: 0, failed: 0, problems: [] };
  for (const suite of suites) {
    const { passed, failed, problem } = readSuite(join(folder, `${suite}.json`));
    sum.passed += passed;
    sum.failed += failed;
    if (problem) sum.problems.push(`${suite}: ${problem}`);
  }
  return sum;
}

function readSuite(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, problem: 'did not run' };
  const { passed, failed, brokenSuites, skipped } = JSON.parse(readFileSync(file, 'utf8'));
  if (passed + failed + brokenSuites + skipped === 0) return { passed: 0, failed: 1, problem: 'has no test' };
  return {
    passed,
    failed: failed + brokenSuites + skipped,
    problem: describe({ failed, brokenSuites, skipped }),
  };
}

function describe({ failed, brokenSuites, skipped }) {
  const parts = [
    [failed, 'tests failed'],
    [brokenSuites, 'test files did not load'],
    [skipped, 'tests were skipped'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
}
