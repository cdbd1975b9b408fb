import { createHash } from 'node:crypto';

/** Held while a script runs, by the transaction that it is: also when nobody waits for its answer any more. */
export const SCRIPT_LOCK_KEY = 0x636f7275;

/** PostgreSQL takes such a statement only when nothing else is in its transaction. */
const STANDS_ALONE = /\bCONCURRENTLY\b/i;

/**
 * The script and the note that it is done as one transaction. The engine writes the note in a statement of its own: a
 * process killed in between would leave a schema that says it was not made, and the next one would make it again.
 *
 * The note is found by the checksum, so that only the migration that has this script is marked.
 */
export function atomicScript(script: string): string {
  if (STANDS_ALONE.test(script)) return script;
  const checksum = createHash('sha256').update(script).digest('hex');
  return `SELECT pg_advisory_xact_lock(${SCRIPT_LOCK_KEY});
${script}
;
DO $cortex_note$
BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    UPDATE _prisma_migrations SET finished_at = now()
    WHERE checksum = '${checksum}' AND finished_at IS NULL AND rolled_back_at IS NULL;
  END IF;
END
$cortex_note$;`;
}
