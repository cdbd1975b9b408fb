import { randomBytes } from 'node:crypto';

import { kindCatalog } from '../kinds/kind-catalog';
import { createNormaliser } from '../normalise/create-normaliser';
import { createRedactor } from '../normalise/redactor';
import type { ScannedTree } from '../scan/scanned-tree';
import { scanTree } from '../scan/scan-tree';
import type { MigrationDependencies, MigrationRequest } from './migration-request';
import type { PhaseClock } from './phase-clock';

/** First pass of a run and of a plan alike. Without a database secrets are hashed under a key that nobody keeps. */
export async function scanSource(
  deps: MigrationDependencies,
  request: Pick<MigrationRequest, 'chunkRecords'>,
  { clock, signal }: { readonly clock: PhaseClock; readonly signal: AbortSignal },
): Promise<ScannedTree> {
  const key = (await deps.store?.redactionKey()) ?? randomBytes(32);
  const normaliser = createNormaliser({ kinds: kindCatalog, redactor: createRedactor(key) });
  const { reader, openSpool } = deps;
  const onProgress = clock.reached.bind(clock, 'scan');
  const scan = { reader, normaliser, openSpool, chunkRecords: request.chunkRecords, onProgress };
  return clock.run('scan', null, () => scanTree(scan, signal));
}

export function closeSpools(tree: ScannedTree): void {
  for (const spool of [tree.byteSpool, tree.factSpool, tree.recordSpool]) spool.close();
}
