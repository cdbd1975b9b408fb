// Lints texts as if they were files of the workspace: JSON list of { filePath, text, typed? } on stdin, JSON list of
// lists of { ruleId, message } on stdout. A process of its own because Jest cannot load eslint.config.mjs.
// A `typed` snippet takes the place of a file that exists, so that TypeScript knows its project.
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { workspaceRoot } from './workspace-projects.mjs';

const untyped = {
  files: ['**/*.ts'],
  ...tseslint.configs.disableTypeChecked,
  languageOptions: { parserOptions: { projectService: false, project: null } },
};

const snippets = JSON.parse(await readText(process.stdin));
// The boundaries rule reads the project graph from Nx's cache and is silent without it.
await createProjectGraphAsync({ exitOnError: true });
const typedLint = new ESLint({ cwd: workspaceRoot });
const untypedLint = new ESLint({ cwd: workspaceRoot, overrideConfig: untyped });
const results = [];
for (const { filePath, text, typed } of snippets) {
  const [{ messages }] = await (typed ? typedLint : untypedLint).lintText(text, {
    filePath: join(workspaceRoot, filePath),
  });
  results.push(messages.map(({ ruleId, message }) => ({ ruleId, message })));
}
process.stdout.write(JSON.stringify(results));
