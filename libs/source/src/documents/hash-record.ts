import { createHash, hash } from 'node:crypto';

const DIGEST_BYTES = 32;
const POOL_DIGESTS = 256;
/** Above this the one-shot's copy of its input costs more than a hash object. */
const LARGEST_ONE_SHOT = 64 * 1024;

let pool = Buffer.alloc(0);
let used = 0;

/** sha256 of one record. Digests of neighbours share a buffer, which spares an allocation per record. */
export function hashRecord(bytes: Uint8Array): Buffer {
  if (bytes.length > LARGEST_ONE_SHOT) return createHash('sha256').update(bytes).digest();
  if (used === pool.length) {
    pool = Buffer.allocUnsafeSlow(DIGEST_BYTES * POOL_DIGESTS);
    used = 0;
  }
  const start = used;
  used += DIGEST_BYTES;
  pool.write(hash('sha256', bytes, 'binary'), start, DIGEST_BYTES, 'latin1');
  return pool.subarray(start, used);
}
