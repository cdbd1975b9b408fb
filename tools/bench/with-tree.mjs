import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTestingLibrary } from './load-testing-library.mjs';

/** Generates a tree, works with it, and removes it, also when the work fails. */
export async function withTree(generate, work) {
  const library = await loadTestingLibrary('generate-tree/index.ts');
  const folder = mkdtempSync(join(tmpdir(), 'cortex-bench-tree-'));
  try {
    const written = await library.writeGeneratedTree(folder, generate(library));
    return await work({ folder, ...written });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws Error when the disk of the temporary files has less free. */
export function requireDisk(bytes) {
  const { bavail, bsize } = statfsSync(tmpdir());
  const free = bavail * bsize;
  if (free >= bytes) return;
  const gib = (count) => (count / 2 ** 30).toFixed(1);
  throw new Error(
    `${tmpdir()} has ${gib(free)} GiB free, ${gib(bytes)} are needed. Set TMPDIR or a smaller --scale.`,
  );
}
