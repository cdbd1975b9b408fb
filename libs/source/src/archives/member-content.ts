import type { ByteSource } from '../documents/byte-window';
import { changedMeanwhile } from '../documents/changed-meanwhile';
import type { ReaderLimits } from '../reader-limits';
import { createChunkSource } from './chunk-source';
import { Inflation } from './inflation';
import { readContent, TarEntries } from './tar-entries';

/** An archive whose findings are known, to be inflated again as often as its members ask for it. */
export interface InflatableArchive {
  openRaw(): ByteSource;
  readonly limits: ReaderLimits;
}

/** The inflated bytes from an offset on. */
export function openInflated(archive: InflatableArchive, offset: number): ByteSource {
  return createChunkSource(inflateAgain(archive), offset);
}

/** The content of one tar member from an offset on, for members that are not held in memory. */
export function openTarMember(archive: InflatableArchive, index: number, offset: number): ByteSource {
  return createChunkSource(readTarMember(archive, index), offset);
}

/** The contents of some tar members, by their positions. */
export async function loadTarMembers(
  archive: InflatableArchive,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Buffer>> {
  const contents = new Map<number, Buffer>();
  if (wanted.size === 0) return contents;
  for await (const { index, entry } of new TarEntries(inflateAgain(archive))) {
    if (!wanted.has(index)) {
      entry.resume();
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of readContent(entry)) chunks.push(chunk);
    contents.set(index, Buffer.concat(chunks));
    if (contents.size === wanted.size) return contents;
  }
  throw changedMeanwhile();
}

async function* readTarMember(
  archive: InflatableArchive,
  wanted: number,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const { index, entry } of new TarEntries(inflateAgain(archive))) {
    if (index === wanted) {
      yield* readContent(entry);
      return;
    }
    entry.resume();
  }
  throw changedMeanwhile();
}

/** The second time an archive inflates as the first time, or its bytes are not the same any more. */
async function* inflateAgain(archive: InflatableArchive): AsyncGenerator<Buffer, void, undefined> {
  const source = archive.openRaw();
  const { limits } = archive;
  const inflation = new Inflation(() => readChunk(source, limits.chunkBytes), limits);
  try {
    yield* inflation.chunks();
  } finally {
    await source.close();
  }
  if (inflation.fault) throw changedMeanwhile();
}

async function readChunk(source: ByteSource, bytes: number): Promise<Buffer | null> {
  const buffer = Buffer.allocUnsafeSlow(bytes);
  const count = await source.read(buffer);
  return count === 0 ? null : buffer.subarray(0, count);
}
