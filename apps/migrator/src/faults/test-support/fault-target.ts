import { join } from 'node:path';

import type { FaultPlace } from './fault-place';

/** Which tree goes into which database. */
export interface FaultTarget {
  readonly place: FaultPlace;
  /** Its folder. */
  readonly tree: string;
  readonly database: string;
  readonly chunkSize: number;
  /** Files that the scan reads, in its order. */
  readonly files: readonly string[];
}

export function argumentsFor({ place, tree, database, chunkSize }: FaultTarget): string[] {
  const url = place.proxy.through(place.urlOf(database));
  const reports = ['--report-dir', join(place.folder, 'reports'), '--max-quarantine', '100%'];
  return [
    'run',
    tree,
    '--target',
    'existing',
    '--database-url',
    url,
    ...reports,
    '--chunk-size',
    String(chunkSize),
  ];
}
