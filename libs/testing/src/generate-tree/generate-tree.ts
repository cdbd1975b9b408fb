import type { GeneratedFile } from './generated-file';
import { handoffFile, handoffRegistry } from './handoff-files';
import { logFiles, smallLogFiles } from './log-files';
import { brokenFile, eventFile, opaqueFile, packedSpecs, plainJsonFile, policyFile } from './other-files';
import { registryFiles } from './registry-files';
import { sundryFiles } from './sundry-files';
import { cancelledFile, chatTaskFile, orchestrationFile, queueFiles, taskFile } from './task-files';
import { createCast, type TreeCast } from './tree-cast';
import { pmStateFile, workerPoolFile, workerSpecFile, workerStatusFile } from './worker-files';

export interface TreeShape {
  /** The same seed and numbers make the same tree, byte for byte. */
  readonly seed?: number;
  /** About so many; the profiled tree has 1,049. */
  readonly files?: number;
  /** About so many; the profiled tree has 17,956. */
  readonly records?: number;
  /** About so many; logs are padded to reach them, never cut. */
  readonly bytes?: number;
  /** Files that cannot be mended, each one record in quarantine. */
  readonly broken?: number;
}

export const PROFILED_FILES = 1_049;
const PROFILED_RECORDS = 17_956;

/** Families of many files, and how many of each the profiled tree has. */
const FAMILIES: readonly {
  readonly files: number;
  readonly make: (cast: TreeCast, index: number, count: number) => GeneratedFile;
}[] = [
  { files: 238, make: workerSpecFile },
  { files: 196, make: plainJsonFile },
  { files: 180, make: opaqueFile },
  { files: 135, make: handoffFile },
  { files: 66, make: taskFile },
  { files: 60, make: eventFile },
  { files: 40, make: policyFile },
  { files: 30, make: chatTaskFile },
  { files: 24, make: workerStatusFile },
  { files: 4, make: orchestrationFile },
  { files: 3, make: cancelledFile },
  { files: 2, make: packedSpecs },
];

/**
 * A tree that looks like the profiled one, at any size: its kinds and how often each occurs, its mess, its repeated,
 * conflicting and merely mentioned ids, its words and its spellings of time; secrets are invented. File by file, so
 * that nothing of it need lie in memory.
 */
export function* generateTree(shape: TreeShape = {}): Generator<GeneratedFile> {
  const files = shape.files ?? PROFILED_FILES;
  const cast = createCast(shape.seed ?? 1, files / PROFILED_FILES);
  const broken = Array.from({ length: shape.broken ?? 0 }, (_, index) => brokenFile(index));
  yield* broken;
  let records = broken.length;
  for (const file of smallFiles(cast, files)) {
    records += file.records;
    yield file;
  }
  const wanted = shape.records ?? Math.round((files * PROFILED_RECORDS) / PROFILED_FILES);
  const inLogs = Math.max(0, wanted - records);
  yield* logFiles(cast, { records: inLogs, paddingBytes: paddingFor(cast, shape, inLogs) });
}

function* smallFiles(cast: TreeCast, files: number): Generator<GeneratedFile> {
  let single = 0;
  for (const file of singleFiles(cast)) {
    single += 1;
    yield file;
  }
  const rest = Math.max(0, files - single - LOG_FILES);
  const all = FAMILIES.reduce((sum, family) => sum + family.files, 0);
  let shares = 0;
  let made = 0;
  for (const family of FAMILIES) {
    shares += family.files;
    const count = Math.round((rest * shares) / all) - made;
    for (let index = 0; index < count; index += 1) yield family.make(cast, index, count);
    made += count;
  }
}

function* singleFiles(cast: TreeCast): Generator<GeneratedFile> {
  yield* queueFiles(cast);
  yield handoffRegistry(cast);
  yield workerPoolFile(cast);
  yield pmStateFile(cast);
  yield* registryFiles(cast);
  yield* smallLogFiles(cast);
  yield* sundryFiles();
}

const LOG_FILES = [...logFiles(createCast(1, 1), { records: 0, paddingBytes: 0 })].length;
const SAMPLE_RECORDS = 2_000;
const USUAL_FILE_BYTES = 1_300;

/** What each record of a log is lengthened by; the length of the logs is told from a sample of them. */
function paddingFor(cast: TreeCast, { bytes, files = PROFILED_FILES }: TreeShape, records: number): number {
  if (bytes === undefined || records === 0) return 0;
  let sampled = 0;
  for (const file of logFiles(cast, { records: SAMPLE_RECORDS, paddingBytes: 0 })) {
    for (const part of file.parts()) sampled += part.length;
  }
  const unpadded = (sampled / SAMPLE_RECORDS) * records + files * USUAL_FILE_BYTES;
  return Math.max(0, Math.round((bytes - unpadded) / records));
}
