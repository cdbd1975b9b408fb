import { createHash } from 'node:crypto';
import { basename } from 'node:path';

/** What the names of all databases of the local target begin with. */
export const LOCAL_DATABASE_PREFIX = 'cortex_';
/** PostgreSQL cuts names at 63 bytes; prefix, hash and two underscores take 17 of them. */
const MAX_SLUG_LENGTH = 40;
const HASH_LENGTH = 8;

/** `cortex_<name of the folder>_<hash of its real path>`: readable, and different for two folders of one name. */
export function nameLocalDatabase(realPath: string): string {
  const slug = basename(realPath)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, MAX_SLUG_LENGTH);
  const hash = createHash('sha256').update(realPath).digest('hex').slice(0, HASH_LENGTH);
  return `${LOCAL_DATABASE_PREFIX}${slug || 'tree'}_${hash}`;
}
