// Jest reporter: leaves the counts of one run in a file, so that `npm test` can sum them over all suites,
// also those that Nx took from its cache.
const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

class ResultFileReporter {
  constructor(_globalConfig, { file }) {
    this.file = file;
  }

  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests,
      // A test file that did not even load has no tests to count.
      brokenSuites: results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, `${JSON.stringify(counts)}\n`);
  }
}

module.exports = ResultFileReporter;
