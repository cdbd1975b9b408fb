import { runSql } from '@cortex/testing';

import type { AttemptResult } from './run-attempt';

export interface Redone {
  readonly chunks: number;
  readonly bytes: number;
}

/**
 * Work that was done more than once: chunks of bytes that are committed more often than in an undisturbed run, and for
 * each process that died while it loaded, the chunk that it had in hand. What it had in hand is not always lost (it may
 * have been idle, or its COMMIT have arrived): the figure is an upper bound.
 */
export async function measureRedone(
  url: string,
  { reference, attempts }: { readonly reference: Redone; readonly attempts: readonly AttemptResult[] },
): Promise<Redone> {
  const chunks = await readChunks(url);
  const sum = sumOf(chunks);
  const inHand = deadInLoad(attempts).flatMap((committed) => chunks[committed] ?? []);
  return {
    chunks: Math.max(0, sum.chunks - reference.chunks) + inHand.length,
    bytes: Math.max(0, sum.bytes - reference.bytes) + sumOf(inHand).bytes,
  };
}

/** Chunks that the attempts had committed when they died between the opening of their run and its gate. */
function deadInLoad(attempts: readonly AttemptResult[]): readonly number[] {
  let committed = 0;
  return attempts.flatMap(({ stderr, code }) => {
    committed += count(stderr, 'migrate.load.chunk_committed');
    const isInLoad = stderr.includes('migrate.run.opened') && !stderr.includes('data.run.ended');
    return isInLoad && code !== 0 && code !== 3 ? [committed] : [];
  });
}

function count(text: string, word: string): number {
  return text.split(word).length - 1;
}

/** Of an undisturbed run. */
export interface ReferenceChunks extends Redone {
  readonly byPhase: Readonly<Record<string, number>>;
}

export async function readReferenceChunks(url: string): Promise<ReferenceChunks> {
  const phases = await runSql<{ phase: string; chunks: number }>(
    url,
    'SELECT phase, count(*)::int AS chunks FROM migration_chunks GROUP BY phase',
  );
  const byPhase = Object.fromEntries(phases.map(({ phase, chunks }) => [phase, chunks]));
  return { ...sumOf(await readChunks(url)), byPhase };
}

// A change of the tree opens another run: of those that were stopped only the last one is gone on with.
const SELECT_CHUNKS = `
  SELECT bytes::int AS bytes FROM migration_chunks
  WHERE run_id = (SELECT run_id FROM migration_chunks ORDER BY committed_at DESC LIMIT 1) ORDER BY chunk_no`;

async function readChunks(url: string): Promise<readonly { readonly bytes: number }[]> {
  return runSql<{ bytes: number }>(url, SELECT_CHUNKS);
}

function sumOf(chunks: readonly { readonly bytes: number }[]): Redone {
  return { chunks: chunks.length, bytes: chunks.reduce((sum, { bytes }) => sum + bytes, 0) };
}
