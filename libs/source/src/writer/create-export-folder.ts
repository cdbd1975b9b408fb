import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ExportFolder } from '@cortex/domain';
import { CortexError, hasErrorCode, makeFolder } from '@cortex/platform';
import { createTreeWriter } from './create-tree-writer';
import { staysInside } from './stays-inside';

const SLASH = 0x2f;

/** Permission bits of a file that no import brought: it may hold what the archive holds. */
const NEW_FILE_MODE = 0o600;

/**
 * A folder that appears when it is complete. It may be there already when it is empty; its mode is 0700 in the end,
 * because what is exported are originals, secrets included.
 *
 * @throws CortexError EXPORT_TARGET_UNUSABLE before anything is written.
 */
export async function createExportFolder(directory: string): Promise<ExportFolder> {
  const target = await findTarget(resolve(directory));
  const path = await makeStaging(target);
  const modes = new Map<string, number>();
  return {
    path,
    writer: {
      writeFile: async (file) => {
        // Everything stays readable for this process until the end, whatever its mode is to be.
        await createTreeWriter(path).writeFile({ ...file, mode: null });
        if (file.mode !== null) modes.set(file.path.toString('latin1'), file.mode);
      },
    },
    readFile: (name) => readFile(below(path, name)),
    replaceFile: (name, bytes) => replaceFile(below(path, name), bytes),
    removeFile: async (name) => {
      await rm(below(path, name));
      modes.delete(name.toString('latin1'));
    },
    publish: async () => {
      for (const [name, mode] of modes) await chmod(below(path, Buffer.from(name, 'latin1')), mode);
      await publish(path, target);
    },
    discard: () => rm(path, { recursive: true, force: true }),
  };
}

/** The folder itself when there is one, not a link to it: a link would be replaced. */
async function findTarget(directory: string): Promise<string> {
  try {
    const target = await realpath(directory);
    if (!(await lstat(target)).isDirectory()) throw unusable(directory, 'is a file');
    if ((await readdir(target)).length > 0) throw unusable(directory, 'is not empty');
    return target;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return directory;
    throw error instanceof CortexError ? error : unusable(directory, 'cannot be read', error);
  }
}

async function makeStaging(target: string): Promise<string> {
  try {
    await makeFolder(dirname(target));
    return await mkdtemp(join(dirname(target), `.${basename(target)}.unfinished-`));
  } catch (error) {
    throw unusable(target, 'cannot be made: the folder above it cannot be written', error);
  }
}

/** One step: rename(2) puts a folder in the place of an empty one, and of none that has something in it. */
async function publish(path: string, target: string): Promise<void> {
  try {
    await rename(path, target);
  } catch (error) {
    throw unusable(target, 'cannot be replaced: it was written to meanwhile, or is a mount point', error);
  }
}

async function replaceFile(path: Buffer, bytes: Buffer): Promise<void> {
  await mkdir(path.subarray(0, path.lastIndexOf(SLASH)), { recursive: true });
  await rm(path, { force: true });
  await writeFile(path, bytes, { mode: NEW_FILE_MODE, flag: 'wx' });
}

function below(folder: string, name: Buffer): Buffer {
  if (!staysInside(name)) throw new CortexError('INTERNAL', 'A file outside of the export was asked for.');
  return Buffer.concat([Buffer.from(`${folder}/`), name]);
}

function unusable(directory: string, why: string, cause?: unknown): CortexError {
  return new CortexError(
    'EXPORT_TARGET_UNUSABLE',
    `The folder ${directory} ${why}. Give a folder that is new or empty; nothing was written.`,
    { fields: { directory, phase: 'before' }, ...(cause === undefined ? {} : { cause }) },
  );
}
