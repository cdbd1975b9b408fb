import type { TreeReader } from '@cortex/domain';

/** Ends the walk at the first document. */
class Found extends Error {}

/**
 * Finds out whether there is anything to read, before a server is started or a schema is made: a mistyped path costs
 * nothing and leaves nothing.
 * @throws CortexError `SOURCE_*`
 */
export async function probeTree(reader: TreeReader, signal: AbortSignal): Promise<void> {
  const stop = (): never => {
    throw new Found();
  };
  const kind = { name: 'probe', format: 'opaque', layout: { records: [] } } as const;
  const visitor = { kindOf: () => kind, begin: stop, bytes: stop, records: stop, end: stop, discard: stop };
  try {
    await reader.readTree(visitor, signal);
  } catch (error) {
    if (!(error instanceof Found)) throw error;
  }
}
