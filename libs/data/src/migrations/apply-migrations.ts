import { CortexError, fromPostgresError, readDatabaseAddress } from '@cortex/platform';
import type { Client } from 'pg';
import { z } from 'zod';
import { isMissingRight } from '../pool/database-trouble';
import { queryOne } from '../pool/query-rows';
import { SCRIPT_LOCK_KEY } from './atomic-script';
import { diagnoseMigrationsWith, type MigrationDiagnosis } from './diagnose-migrations';
import { readMigrations } from './read-migrations';
import { NO_FILTERS, toMigrationList, useSchemaEngine } from './use-schema-engine';
import { migrationSettings, withMigrationSession } from './with-migration-session';

export interface MigrationTarget {
  /** A direct connection (no transaction pooler): locks are held over several statements. */
  readonly connectionString: string;
  /** The folder with `<timestamp>_<name>/migration.sql`. */
  readonly migrationsDirectory: string;
}

/** Serialises our own runs. The engine's own lock cannot do it: we read and repair its table before it takes it. */
const LOCK_KEY = 0x636f7274;
const LOCK_WAIT_MS = 60_000;

/**
 * Brings the database to this code's schema; on one that is there already it changes nothing. The tables written
 * (`_prisma_migrations`) are Prisma's own, so `prisma migrate` can go on from here.
 *
 * @throws CortexError SCHEMA_NEWER, SCHEMA_FOREIGN, SCHEMA_EDITED, LOCK_HELD or DATABASE_… (among them DATABASE_NO_RIGHTS) before anything is written;
 *   MIGRATION_FAILED when a migration was rolled back.
 */
export async function applyMigrations(target: MigrationTarget): Promise<{ applied: string[] }> {
  return withMigrationLock(target.connectionString, async (session) => {
    const diagnosis = await diagnoseMigrationsWith(session, target.migrationsDirectory);
    refuseUnlessOurs(diagnosis);
    if (diagnosis.state === 'current') return { applied: [] };
    await requireCreateRight(session, target.connectionString);
    return { applied: await applyPending(target, diagnosis.unfinished) };
  });
}

async function applyPending(target: MigrationTarget, unfinished: readonly string[]): Promise<string[]> {
  const migrations = await readMigrations(target.migrationsDirectory);
  const migrationsList = toMigrationList(target.migrationsDirectory, migrations);
  return useSchemaEngine(target.connectionString, async (engine, adapter) => {
    try {
      // Scripts are one transaction each and nobody else holds the lock: what was begun and not finished (a killed
      // process) left nothing behind, and the engine only wants to hear so. (A CONCURRENTLY script has to drop an
      // invalid index of its own first.)
      for (const migrationName of unfinished) await engine.markMigrationRolledBack({ migrationName });
      const output = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
      return output.appliedMigrationNames;
    } catch (cause) {
      const { scriptFailure } = adapter;
      if (isMissingRight(scriptFailure)) throw noRights(scriptFailure, target.connectionString);
      throw new CortexError('MIGRATION_FAILED', describeFailure(cause, adapter.scriptFailure), { cause });
    }
  });
}

// Asked for before the engine makes its own table: what it says of a refusal is not to be told from other failures.
const SELECT_CREATE_RIGHT = `
  SELECT current_user::text AS name, current_schema()::text AS schema,
         has_schema_privilege(current_schema(), 'CREATE') AS may_create`;

const createRightRow = z.object({
  name: z.string(),
  schema: z.string().nullable(),
  may_create: z.boolean().nullable(),
});

async function requireCreateRight(session: Client, connectionString: string): Promise<void> {
  const { name, schema, may_create } = await queryOne(session, createRightRow, { text: SELECT_CREATE_RIGHT });
  if (may_create === true) return;
  const place = schema === null ? 'there is no schema that it could use' : `schema "${schema}"`;
  const { host, port, user, database } = readDatabaseAddress(connectionString);
  throw new CortexError(
    'DATABASE_NO_RIGHTS',
    `User "${name}" may not create tables in database "${database}" (${place}). Grant it: GRANT CREATE ON SCHEMA ${schema ?? 'public'} TO "${name}"; or use the owner of the database in --database-url (CORTEX_DATABASE_URL).`,
    { fields: { phase: 'before', host, port, user, database } },
  );
}

/** Nothing of a run has begun: a refusal. */
function noRights(failure: unknown, connectionString: string): CortexError {
  return fromPostgresError(failure, 'before', readDatabaseAddress(connectionString));
}

function describeFailure(cause: unknown, scriptFailure: unknown): string {
  const trace = cause instanceof Error ? cause.message : String(cause);
  const name = /migration_name="([^"]+)"/.exec(trace)?.[1];
  const reason = scriptFailure instanceof Error ? scriptFailure.message : trace.split('\n', 1)[0];
  return (
    `Migration ${name ?? ''} could not be applied and was rolled back (${reason ?? 'no reason given'}). ` +
    'Mend the cause (rights, disk, a lock held by another session) and run again; migrations before it stay applied.'
  );
}

function refuseUnlessOurs(diagnosis: MigrationDiagnosis): void {
  const refusal = refusalFor(diagnosis);
  if (refusal !== undefined) throw refusal;
}

/** Why a database may not be migrated, with the remedy; undefined when it may. */
export function refusalFor(diagnosis: MigrationDiagnosis): CortexError | undefined {
  if (diagnosis.state === 'foreign') return new CortexError('SCHEMA_FOREIGN', describeForeign(diagnosis));
  if (diagnosis.state === 'ahead') {
    return new CortexError(
      'SCHEMA_NEWER',
      `The database has migrations that this version does not know (${diagnosis.unknown.join(', ')}): it was made by ` +
        'a newer version. Upgrade this program, or point it at another database.',
    );
  }
  if (diagnosis.state === 'edited') {
    return new CortexError(
      'SCHEMA_EDITED',
      `The database was migrated by other contents of ${diagnosis.edited.join(', ')} than this version has. ` +
        'Use the version that made the database, or put the original migration file back; changes go into a new one.',
    );
  }
  return undefined;
}

function describeForeign({ foreignTables, unknown }: MigrationDiagnosis): string {
  const found =
    foreignTables.length > 0
      ? `The database already has tables that these migrations did not make (${foreignTables.join(', ')})`
      : `The database belongs to another project's migrations (${unknown.slice(0, 3).join(', ')})`;
  return `${found}. Nothing was changed. Create an empty database for this system and point it there.`;
}

async function withMigrationLock<Result>(
  connectionString: string,
  work: (session: Client) => Promise<Result>,
): Promise<Result> {
  const settings = migrationSettings(connectionString, { lockTimeoutMs: LOCK_WAIT_MS });
  return withMigrationSession(settings, async (session) => {
    // The end of the session gives the lock back.
    await takeLock(session);
    return work(session);
  });
}

async function takeLock(session: Client): Promise<void> {
  try {
    await session.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    // A process that was killed left its lock, not the script that it had sent: the server runs that to its end.
    await session.query('SELECT pg_advisory_lock($1), pg_advisory_unlock($1)', [SCRIPT_LOCK_KEY]);
  } catch (cause) {
    if (!isLockTimeout(cause)) throw cause;
    throw new CortexError(
      'LOCK_HELD',
      `Another process has been migrating this database for more than ${LOCK_WAIT_MS / 1000} s. ` +
        'Wait for it to end and run again; pg_locks names it (locktype advisory).',
      { cause },
    );
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}
