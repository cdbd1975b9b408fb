import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { hasErrorCode } from '../errors/has-error-code';

/**
 * Makes a folder and those above it; returns the topmost one that it made, or null where all were there. Node's own
 * `recursive` never returns when a folder that exists takes no other (`/proc`), or is a link that leads nowhere.
 */
export async function makeFolder(folder: string): Promise<string | null> {
  const path = resolve(folder);
  try {
    await mkdir(path);
    return path;
  } catch (error) {
    // What is there already may be no folder: whoever writes to it finds out.
    if (hasErrorCode(error, 'EEXIST')) return null;
    if (!hasErrorCode(error, 'ENOENT') || path === dirname(path)) throw error;
  }
  const topmost = await makeFolder(dirname(path));
  await mkdir(path);
  return topmost ?? path;
}
