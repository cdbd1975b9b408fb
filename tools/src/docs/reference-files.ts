import { join } from 'node:path';
import { databaseOptions, errorCodes, exportOptions, outputOptions, runOptions } from '@cortex/platform';
import { readErrorManual } from './read-error-manual';
import { renderErrors } from './render-errors';
import { renderFailpoints } from './render-failpoints';
import { renderEnvExample, renderOptions, type OptionGroup } from './render-options';

export const workspaceRoot = join(__dirname, '../../..');

const CODE_FILES = ['input', 'database', 'run'];

const OPTION_GROUPS: readonly OptionGroup[] = [
  { title: 'Database', options: databaseOptions },
  { title: 'Run', options: runOptions },
  { title: 'Export', options: exportOptions },
  { title: 'Output', options: outputOptions },
];

/** Every generated reference file by its path in the workspace. */
export function renderReferenceFiles(): Readonly<Record<string, string>> {
  const manuals = CODE_FILES.map((name) =>
    readErrorManual(join(workspaceRoot, `libs/platform/src/errors/codes/${name}-error-codes.ts`)),
  );
  return {
    'docs/reference/errors.md': renderErrors(manuals, errorCodes),
    'docs/reference/failpoints.md': renderFailpoints(),
    'docs/reference/options.md': renderOptions(OPTION_GROUPS),
    '.env.example': renderEnvExample(OPTION_GROUPS),
  };
}
