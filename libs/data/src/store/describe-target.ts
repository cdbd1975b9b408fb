import { createHash } from 'node:crypto';
import type { TargetDescription } from '@cortex/domain';
import { CortexError } from '@cortex/platform';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { refusalFor } from '../migrations/apply-migrations';
import { diagnoseMigrationsWith, type MigrationState } from '../migrations/diagnose-migrations';
import { queryOne, queryRows } from '../pool/query-rows';
import type { StoreContext } from './store-context';

const SELECT_SERVER = `
  SELECT current_setting('server_version') AS version, current_database() AS database,
         to_regclass('_prisma_migrations') IS NOT NULL AS has_migrations,
         to_regclass('migration_runs') IS NOT NULL AS has_runs`;

const SELECT_MIGRATIONS = `
  SELECT migration_name AS name, checksum AS state FROM _prisma_migrations
  WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
  ORDER BY migration_name`;

const SELECT_ROLES = `
  SELECT rolname AS name, rolcanlogin::text AS state FROM pg_roles WHERE rolname LIKE 'cortex\\_%' ORDER BY rolname`;

const SELECT_RUNS = `SELECT run_id AS name, state FROM migration_runs ORDER BY run_id`;

const SELECT_LAST_RUN = `
  SELECT run_id, manifest_hash, mapper_version, tree_name FROM migration_runs
  WHERE state = 'published'
  ORDER BY published_at DESC, run_id DESC
  LIMIT 1`;

const serverRow = z.object({
  version: z.string(),
  database: z.string(),
  has_migrations: z.boolean(),
  has_runs: z.boolean(),
});
const factRow = z.object({ name: z.string(), state: z.string() });
const lastRunRow = z.object({
  run_id: z.string(),
  manifest_hash: z.string().nullable(),
  mapper_version: z.string().nullable(),
  tree_name: z.string().nullable(),
});

type Server = z.infer<typeof serverRow>;

/** @throws CortexError SCHEMA_NEWER, SCHEMA_FOREIGN, SCHEMA_EDITED for a database that is not ours to fill. */
export async function describeTarget(context: StoreContext): Promise<TargetDescription> {
  return context.withSession(async (client) => {
    const server = await queryOne(client, serverRow, { text: SELECT_SERVER });
    const diagnosis = await diagnoseMigrationsWith(client, context.migrationsDirectory);
    const refusal = refusalFor(diagnosis);
    if (refusal !== undefined) throw refusal;
    return {
      serverVersion: server.version,
      database: server.database,
      schema: toSchemaState(diagnosis.state),
      fingerprint: await fingerprintTarget(client, server),
      lastRun: server.has_runs ? await readLastRun(client) : null,
    };
  });
}

function toSchemaState(state: MigrationState): TargetDescription['schema'] {
  if (state === 'empty' || state === 'current' || state === 'behind') return state;
  throw new CortexError('INTERNAL', `The schema's state "${state}" should have been refused.`, {
    fields: { state },
  });
}

async function fingerprintTarget(client: PoolClient, server: Server): Promise<string> {
  const read = (text: string) => queryRows(client, factRow, { text });
  const facts = {
    migrations: server.has_migrations ? await read(SELECT_MIGRATIONS) : [],
    roles: await read(SELECT_ROLES),
    runs: server.has_runs ? await read(SELECT_RUNS) : [],
  };
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

async function readLastRun(client: PoolClient): Promise<TargetDescription['lastRun']> {
  const [row] = await queryRows(client, lastRunRow, { text: SELECT_LAST_RUN });
  if (row === undefined) return null;
  return {
    runId: row.run_id,
    manifestHash: row.manifest_hash ?? '',
    mapperVersion: row.mapper_version ?? '',
    treeName: row.tree_name ?? '',
  };
}
