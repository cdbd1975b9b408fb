import type { ChunkHeader, ChunkRows, ChunkWriter, MigrationStore, RunLease } from '@cortex/domain';

import { createDryWriter } from './create-dry-writer';

/** Where chunks go: the database, or nowhere when only the outcome is asked for. */
export interface ChunkSink {
  /** null in a dry run. */
  readonly runId: string | null;
  /** Commits that may be under way at once. */
  readonly parallelism: number;
  commit(
    chunk: Omit<ChunkHeader, 'runId' | 'chunkNo'>,
    work: (writer: ChunkWriter) => Promise<ChunkRows>,
  ): Promise<void>;
}

export function createDrySink(): ChunkSink {
  const writer = createDryWriter();
  return {
    runId: null,
    parallelism: 1,
    commit: async (_chunk, work) => {
      await work(writer);
    },
  };
}

export interface LiveSinkParts {
  readonly store: MigrationStore;
  readonly lease: RunLease;
  readonly runId: string;
  /** Chunks that earlier attempts of the run committed. */
  readonly committedChunks: number;
  readonly signal: AbortSignal;
  readonly onCommit: (chunk: ChunkHeader) => void;
}

/**
 * Stops between two chunks when the signal is given: what was committed stays. A resumed run needs no list of its
 * chunks: rows and ledger entries that are there already are recognised one by one, and chunks are just numbered on;
 * the number of a chunk that failed stays free.
 */
export function createLiveSink(parts: LiveSinkParts): ChunkSink {
  const { store, lease, runId, signal, onCommit } = parts;
  let chunkNo = parts.committedChunks;
  return {
    runId,
    parallelism: store.parallelism,
    commit: async (chunk, work) => {
      signal.throwIfAborted();
      lease.lost.throwIfAborted();
      const header = { ...chunk, runId, chunkNo };
      chunkNo += 1;
      await store.commitChunk(lease, header, work);
      onCommit(header);
    },
  };
}
