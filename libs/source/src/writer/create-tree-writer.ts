import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, mkdir, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { StoredFile, TreeWriter } from '@cortex/domain';
import { CortexError } from '@cortex/platform';
import { staysInside } from './stays-inside';

const SLASH = 0x2f;
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** Writes files of the archive below a directory that is the writer's own; nothing that exists is written over. */
export function createTreeWriter(directory: string): TreeWriter {
  const root = Buffer.from(`${resolve(directory)}/`);
  return { writeFile: (file) => writeFile(root, file) };
}

async function writeFile(root: Buffer, file: StoredFile): Promise<void> {
  if (!staysInside(file.path)) throw unsafePath(file);
  // Paths are bytes: node:path knows text only, and a name that is not UTF-8 would come out changed.
  const path = Buffer.concat([root, file.path]);
  await mkdir(path.subarray(0, path.lastIndexOf(SLASH)), { recursive: true });
  const handle = await open(path, NEW_FILE, 0o600);
  const hash = createHash('sha256');
  try {
    for await (const piece of file.bytes()) {
      hash.update(piece);
      await handle.writeFile(piece);
    }
  } finally {
    await handle.close();
  }
  if (hash.digest('hex') !== file.sha256) throw damaged(file);
  if (file.mode !== null) await chmod(path, file.mode);
}

function unsafePath({ pathText }: StoredFile): CortexError {
  return new CortexError(
    'EXPORT_UNSAFE_PATH',
    `The archived path ${pathText} leads out of the directory to write to, and was not written.`,
    { fields: { path: pathText } },
  );
}

function damaged({ pathText, sha256 }: StoredFile): CortexError {
  return new CortexError(
    'EXPORT_DAMAGED',
    `The archived bytes of ${pathText} are not those that were imported (sha256 ${sha256}). Restore the database from a backup.`,
    { fields: { path: pathText, sha256 } },
  );
}
