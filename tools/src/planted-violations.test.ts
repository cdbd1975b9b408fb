import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { plantedViolations } from './planted-violations';

interface Message {
  readonly ruleId: string | null;
  readonly message: string;
}

const workspaceRoot = join(__dirname, '../..');
const LINT_TIMEOUT_MS = 120_000;

describe('lint', () => {
  let reported: Message[][];

  beforeAll(() => {
    const lint = spawnSync(process.execPath, ['tools/eslint/lint-snippets.mjs'], {
      cwd: workspaceRoot,
      input: JSON.stringify(plantedViolations),
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false' },
    });
    if (lint.status !== 0) throw new Error(lint.stderr);
    reported = JSON.parse(lint.stdout) as Message[][];
  }, LINT_TIMEOUT_MS);

  plantedViolations.forEach(({ name, reportedBy, because }, index) => {
    const verb = reportedBy.length > 0 ? 'reports' : 'accepts';
    it(`${verb}: ${name}`, () => {
      const messages = reported[index] ?? [];
      if (reportedBy.length === 0) expect(messages).toEqual([]);
      for (const rule of reportedBy) expect(messages.map(({ ruleId }) => ruleId)).toContain(rule);
      if (because) expect(messages.map(({ message }) => message).join('\n')).toContain(because);
      // A text that does not parse would be reported by no rule, whatever it violates.
      expect(messages.filter(({ ruleId }) => ruleId === null)).toEqual([]);
    });
  });
});
