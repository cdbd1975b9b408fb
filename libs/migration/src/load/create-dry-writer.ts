import type { ChunkWriter } from '@cortex/domain';

/** Takes everything and writes nothing, so that a dry run goes the same way as a run. */
export function createDryWriter(): ChunkWriter {
  const nothing = () => Promise.resolve();
  return {
    insertDocuments: (documents) => Promise.resolve(documents.map(() => '0')),
    retireDocuments: nothing,
    insertDocumentBytes: nothing,
    writeRows: () => Promise.resolve([]),
    appendRows: (_table, rows) => Promise.resolve({ ids: rows.map(() => '0'), refused: [] }),
    writeLedger: nothing,
    insertQuarantine: nothing,
  };
}
