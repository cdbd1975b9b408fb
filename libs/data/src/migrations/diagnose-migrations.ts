import { readMigrations, type Migration } from './read-migrations';
import { migrationSettings, withMigrationSession } from './with-migration-session';

/**
 * - `empty`: nothing in the schema; the migrations can begin.
 * - `current`: every migration of this code is applied, nothing else.
 * - `behind`: some are still to be applied.
 * - `ahead`: the database knows migrations that this code does not: it was made by newer code.
 * - `edited`: a migration was changed after it had been applied here.
 * - `foreign`: tables that no migration of ours made.
 */
export type MigrationState = 'empty' | 'current' | 'behind' | 'ahead' | 'edited' | 'foreign';

export interface MigrationDiagnosis {
  readonly state: MigrationState;
  /** Applied and known, in order. */
  readonly applied: readonly string[];
  /** Known and not applied (or failed half-way and rolled back), in order. */
  readonly pending: readonly string[];
  /** Applied and unknown to this code. */
  readonly unknown: readonly string[];
  /** Applied with another content than they have now. */
  readonly edited: readonly string[];
  /** Begun and neither finished nor rolled back: interrupted, or at work this moment. */
  readonly unfinished: readonly string[];
  /** Up to ten tables that stood there before any migration; only for `foreign`. */
  readonly foreignTables: readonly string[];
}

/** What runs queries: a pg Client or PoolClient, also in a READ ONLY transaction. */
export interface QueryRunner {
  query(text: string): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

/** The same over a connection of its own, whose session is read-only; takes no transaction id. */
export async function diagnoseMigrations(target: {
  readonly connectionString: string;
  readonly migrationsDirectory: string;
}): Promise<MigrationDiagnosis> {
  const settings = migrationSettings(target.connectionString, { readOnly: true });
  return withMigrationSession(settings, (session) =>
    diagnoseMigrationsWith(session, target.migrationsDirectory),
  );
}

/** Compares what the database says was applied with the directory. Reads only. */
export async function diagnoseMigrationsWith(
  session: QueryRunner,
  migrationsDirectory: string,
): Promise<MigrationDiagnosis> {
  const known = await readMigrations(migrationsDirectory);
  const recorded = await readRecorded(session);
  if (recorded === undefined) return diagnoseUnrecorded(session, known);
  return compare(known, recorded);
}

interface RecordedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly isFinished: boolean;
}

async function readRecorded(session: QueryRunner): Promise<readonly RecordedMigration[] | undefined> {
  const found = await session.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`);
  if (found.rows[0]?.['found'] !== true) return undefined;
  const { rows } = await session.query(`
    SELECT migration_name, checksum, finished_at IS NOT NULL AS is_finished
    FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`);
  return rows.map((row) => ({
    name: String(row['migration_name']),
    checksum: String(row['checksum']),
    isFinished: row['is_finished'] === true,
  }));
}

async function diagnoseUnrecorded(
  session: QueryRunner,
  known: readonly Migration[],
): Promise<MigrationDiagnosis> {
  // Another process may have made the engine's table since we looked for it, and nothing else before it.
  // Members of extensions do not count: managed servers put some into every database.
  const { rows } = await session.query(`
    SELECT relname FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
      AND relname <> '_prisma_migrations'
      AND NOT EXISTS (SELECT FROM pg_depend
                      WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
    ORDER BY relname LIMIT 10`);
  const foreignTables = rows.map((row) => String(row['relname']));
  return {
    state: foreignTables.length > 0 ? 'foreign' : 'empty',
    applied: [],
    pending: known.map(({ name }) => name),
    unknown: [],
    edited: [],
    unfinished: [],
    foreignTables,
  };
}

function compare(known: readonly Migration[], recorded: readonly RecordedMigration[]): MigrationDiagnosis {
  const finished = new Map(recorded.filter((row) => row.isFinished).map((row) => [row.name, row.checksum]));
  const knownNames = new Set(known.map(({ name }) => name));
  const applied = known.filter(({ name }) => finished.has(name));
  const differences = {
    applied: applied.map(({ name }) => name),
    pending: known.filter(({ name }) => !finished.has(name)).map(({ name }) => name),
    unknown: [...finished.keys()].filter((name) => !knownNames.has(name)),
    edited: applied.filter(({ name, checksum }) => finished.get(name) !== checksum).map(({ name }) => name),
    unfinished: recorded.filter((row) => !row.isFinished).map((row) => row.name),
    foreignTables: [],
  };
  return { state: judge(differences, recorded.length), ...differences };
}

function judge(found: Omit<MigrationDiagnosis, 'state'>, recordedCount: number): MigrationState {
  // Prisma's table, but not one migration of ours: another project lives here.
  if (found.unknown.length > 0 && found.applied.length === 0) return 'foreign';
  if (found.unknown.length > 0) return 'ahead';
  if (found.edited.length > 0) return 'edited';
  if (recordedCount === 0) return 'empty';
  return found.pending.length > 0 ? 'behind' : 'current';
}
