import { randomUUID } from 'node:crypto';
import { Client, type ClientConfig, type PoolConfig } from 'pg';

export interface ShadowDatabase {
  readonly config: PoolConfig;
  readonly drop: () => Promise<void>;
}

/** An empty database beside the one of the connection string, for Prisma to replay the migrations in. */
export async function createShadowDatabase(connectionString: string): Promise<ShadowDatabase> {
  const name = `cortex_shadow_${randomUUID().replaceAll('-', '')}`;
  await runAlone(connectionString, `CREATE DATABASE "${name}" TEMPLATE template0`);
  return {
    config: discreteConfig(connectionString, name),
    drop: () => runAlone(connectionString, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  };
}

/** Discrete fields: beside a connectionString, `database` would be ignored and the live database used. */
function discreteConfig(connectionString: string, database: string): PoolConfig {
  const { host, port, user, password, ssl } = new Client({ connectionString });
  const config: ClientConfig = { host, port, database, ssl };
  if (user !== undefined) config.user = user;
  if (password) config.password = password;
  return config;
}

async function runAlone(connectionString: string, statement: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
