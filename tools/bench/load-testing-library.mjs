import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { workspaceRoot } from '../nx.mjs';

/** A file of `libs/testing` as a module: it is TypeScript, which Node 20 does not read. */
export async function loadTestingLibrary(file) {
  const { outputFiles } = await build({
    entryPoints: [join(workspaceRoot, 'libs/testing/src', file)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  const folder = mkdtempSync(join(tmpdir(), 'cortex-bench-module-'));
  try {
    const module = join(folder, 'module.mjs');
    writeFileSync(module, outputFiles[0].contents);
    return await import(pathToFileURL(module).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
