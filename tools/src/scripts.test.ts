import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callScript } from './call-script';

describe('npm test', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cortex-results-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const leave = (suite: string, counts: Record<string, number>) => {
    const all = { passed: 0, failed: 0, brokenSuites: 0, skipped: 0, ...counts };
    writeFileSync(join(folder, `${suite}.json`), JSON.stringify(all));
  };
  const sum = (...suites: string[]) => callScript('sum-test-results.mjs', 'sumTestResults', [folder, suites]);

  it('adds up the suites', () => {
    leave('a.unit', { passed: 3 });
    leave('a.pg', { passed: 2 });
    expect(sum('a.unit', 'a.pg')).toEqual({ passed: 5, failed: 0, problems: [] });
  });

  it('counts a failed test', () => {
    leave('a.unit', { passed: 3, failed: 1 });
    expect(sum('a.unit')).toEqual({ passed: 3, failed: 1, problems: ['a.unit: 1 tests failed'] });
  });

  it.each([
    ['a suite that did not run', undefined, 0, 'did not run'],
    ['a suite without a test', {}, 0, 'has no test'],
    ['a skipped test', { passed: 1, skipped: 1 }, 1, 'skipped'],
    ['a file that did not load', { passed: 1, brokenSuites: 1 }, 1, 'did not load'],
  ])('counts %s as failed', (_name, counts, passed, problem) => {
    if (counts) leave('a.unit', counts);
    expect(sum('a.unit')).toEqual({ passed, failed: 1, problems: [expect.stringContaining(problem)] });
  });
});

describe('npm start', () => {
  const places = { standing: '/home/somebody', defaultTree: '/workspace/examples/cortex' };
  const translate = (...args: string[]) =>
    callScript('to-migrator-arguments.mjs', 'toMigratorArguments', [args, places]);
  const defaults = ['--target', 'local', '--max-quarantine', '100%', '--once'];

  it('runs on the example tree', () => {
    expect(translate()).toEqual(['run', '/workspace/examples/cortex', ...defaults]);
  });

  it('takes a tree from where the user stands', () => {
    expect(translate('my/tree', '--once')).toEqual([
      ...['run', '/home/somebody/my/tree', '--once'],
      ...['--target', 'local', '--max-quarantine', '100%'],
    ]);
  });

  it('leaves an option alone that the user gave', () => {
    expect(translate('--max-quarantine=3', '--target', 'existing')).toEqual([
      ...['run', '/workspace/examples/cortex', '--max-quarantine=3', '--target', 'existing', '--once'],
    ]);
  });
});
