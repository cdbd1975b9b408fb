import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderReferenceFiles, workspaceRoot } from './reference-files';

/** Writes every generated reference file and gives their paths. */
export function generateReference(): readonly string[] {
  const files = Object.entries(renderReferenceFiles());
  for (const [path, content] of files) {
    mkdirSync(dirname(join(workspaceRoot, path)), { recursive: true });
    writeFileSync(join(workspaceRoot, path), content);
  }
  return files.map(([path]) => path);
}

if (require.main === module) console.log(generateReference().join('\n'));
