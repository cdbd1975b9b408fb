import { readFile } from 'node:fs/promises';
import { parseMigrationPlan, type MigrationPlan } from '@cortex/migration';
import { CortexError, hasErrorCode } from '@cortex/platform';

/** Reads what `plan --out` wrote. @throws CortexError PLAN_INVALID */
export async function readPlanFile(path: string): Promise<MigrationPlan> {
  const parsed = parseMigrationPlan(await readJson(path));
  if (parsed.plan !== null) return parsed.plan;
  throw invalid(path, `it is none of this version (${parsed.problem})`);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    if (hasErrorCode(cause, 'ENOENT')) throw invalid(path, 'there is no such file', cause);
    throw invalid(path, cause instanceof SyntaxError ? 'it is no JSON' : 'it cannot be read', cause);
  }
}

function invalid(path: string, problem: string, cause?: unknown): CortexError {
  return new CortexError(
    'PLAN_INVALID',
    `"${path}" is not a plan: ${problem}. Write a new one with "cortex-migrator plan <tree> --out ${path}".`,
    { fields: { path, problem }, cause },
  );
}
