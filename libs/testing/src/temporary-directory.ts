import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryDirectory {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** An empty directory below the system's temporary folder, open to other users (a PostgreSQL started by root). */
export async function temporaryDirectory(): Promise<TemporaryDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'cortex-test-'));
  await chmod(path, 0o755);
  return {
    path,
    remove: async () => {
      await openFolders(Buffer.from(path));
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** A test may have taken away the rights that deleting needs. Names are bytes: they need not be UTF-8. */
async function openFolders(folder: Buffer): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true, encoding: 'buffer' }))
    if (entry.isDirectory()) await openFolders(Buffer.concat([folder, Buffer.from('/'), entry.name]));
}
