import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes, migratorOptions } from '@cortex/platform';
import { readErrorManual } from './read-error-manual';
import { renderReferenceFiles, workspaceRoot } from './reference-files';

const files = renderReferenceFiles();
const GENERATE = 'node tools/generate-reference.mjs';

describe('the generated reference', () => {
  it.each(Object.keys(files))('%s is what the code says', (path) => {
    const written = readFileSync(join(workspaceRoot, path), 'utf8');
    // The command to run stands in the difference that Jest prints.
    expect(`${GENERATE}\n${written}`).toBe(`${GENERATE}\n${files[path]}`);
  });

  it('has a whole page for every error code', () => {
    const pages = ['input', 'database', 'run'].flatMap(
      (name) =>
        readErrorManual(join(workspaceRoot, `libs/platform/src/errors/codes/${name}-error-codes.ts`)).pages,
    );
    expect(pages.map(({ code }) => code).sort()).toEqual(Object.keys(errorCodes).sort());
    for (const page of pages)
      for (const text of [page.meaning, page.cause, page.remedy])
        expect([page.code, text]).toEqual([page.code, expect.stringMatching(/\.$/)]);
  });

  it('has every option', () => {
    for (const { env, flag } of Object.values(migratorOptions)) {
      expect(files['.env.example']).toContain(`# ${env}=`);
      expect(files['docs/reference/options.md']).toContain(flag);
    }
  });
});
