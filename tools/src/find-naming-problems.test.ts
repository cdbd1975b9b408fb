import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNamingProblems } from './find-naming-problems';
import { listFiles, workspaceRoot } from './list-files';

describe('the names of files', () => {
  it.each([
    ['libs/a/src/plan-load.ts', 'export function planLoad() {}'],
    ['libs/a/src/plan-load.ts', 'export const PLAN_LOAD = 1; export type Other = 1;'],
    ['libs/a/src/row-key.ts', 'export function rowKeyOf() {}'],
    ['libs/a/src/diff-schema.ts', 'export function diffToSchema() {}'],
    ['libs/a/src/read-failure.ts', 'export function readFailures() {}'],
    ['libs/a/src/http-server.ts', 'export class HTTPServer {}'],
    ['libs/a/src/plan-load.ts', 'function planLoad() {}\nexport { planLoad };'],
    ['libs/a/src/parse-number.ts', 'export function parseInteger() {}\nexport function parseBigint() {}'],
    ['libs/a/src/index.ts', "export { a } from './a';"],
    ['libs/a/src/plan-load.pg.test.ts', ''],
    ['apps/a/src/copy-worker.ts', 'start();'],
  ])('accept %s', (path, text) => {
    expect(findNamingProblems({ path, text })).toEqual([]);
  });

  it.each([
    ['libs/a/src/planLoad.ts', 'export function planLoad() {}', 'kebab-case'],
    ['libs/a/src/plan-load.ts', 'export function loadPlan() {}', 'is called "plan-load"'],
    ['libs/a/src/plan-load.ts', 'export const a = 1;\nexport const b = 2;', 'is called "plan-load"'],
    ['libs/a/src/plan-load.ts', '', 'is called "plan-load"'],
    ['libs/a/src/string-utils.ts', 'export const stringUtils = 1;', 'utils'],
    ['libs/a/src/common/plan.ts', 'export const plan = 1;', 'common'],
    ['libs/a/src/pool-manager.ts', 'export class PoolManager {}', 'manager'],
    ['libs/a/src/helpers.test.ts', '', 'helpers'],
  ])('refuse %s with "%s"', (path, text, problem) => {
    expect(findNamingProblems({ path, text }).join('\n')).toContain(problem);
  });

  it('hold in the whole workspace', () => {
    const files = listFiles(/^(?:apps|libs|prisma|tools|deploy)\/.*\.ts$/).filter(
      (path) => !path.includes('/files/'),
    );
    const problems = files.flatMap((path) =>
      findNamingProblems({ path, text: readFileSync(join(workspaceRoot, path), 'utf8') }).map(
        (problem) => `${path}: ${problem}`,
      ),
    );
    expect(files.length).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });
});
