import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CortexError, makeFolder } from '@cortex/platform';

/** Makes the folder and proves that a file can be written to it, before anything else begins. */
export async function prepareReportFolder(folder: string): Promise<void> {
  const probe = join(folder, `.probe-${randomUUID()}`);
  try {
    await makeFolder(folder);
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe);
  } catch (cause) {
    throw unwritable(folder, 'before', cause);
  }
}

/** Writes all files or, when one fails, says so; each appears whole or not at all. */
export async function writeReportFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    await makeFolder(folder);
    for (const [name, content] of Object.entries(files)) await replaceFile(join(folder, name), content);
  } catch (cause) {
    throw unwritable(folder, 'during', cause);
  }
}

/** A reader sees the old file or the new one, never a part. */
export async function replaceFile(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.new`;
  try {
    await writeFile(unfinished, content, { flag: 'wx' });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

function unwritable(folder: string, phase: 'before' | 'during', cause: unknown): CortexError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new CortexError(
    'REPORT_UNWRITABLE',
    `The report cannot be written to "${resolve(folder)}" (${reason}). Choose another folder with --report-dir.`,
    { fields: { phase, folder: resolve(folder), reason }, cause },
  );
}
