import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalPostgres, type LocalPostgres } from '@cortex/cluster';
import {
  applyMigrations,
  ensureDatabase,
  listDatabases,
  openMigrationStore,
  prepareRoles,
  type RolesMode,
} from '@cortex/data';
import {
  createDocumentEditor,
  createExportFolder,
  createSpoolOpener,
  createTreeComparer,
  createTreeReader,
  createTreeWriter,
  decodeJson,
} from '@cortex/source';
import type { Adapters, OpenedTarget, SessionOptions, Target, TemporaryTree } from './target/adapters';
import { LOCAL_DATABASE_PREFIX } from './target/name-local-database';

/** The adapters behind the ports; the only file in which the two meet. */
export function composeAdapters(): Adapters {
  return {
    createReader: (tree) => createTreeReader(tree),
    createComparer: (tree) => createTreeComparer(tree),
    openSpool: createSpoolOpener(),
    createTemporaryTree,
    createExportFolder,
    documentEditor: createDocumentEditor(),
    decodeJson: (bytes) => decodeJson(bytes).node,
    openTarget,
  };
}

async function openTarget(target: Target, options: SessionOptions): Promise<OpenedTarget> {
  return target.kind === 'existing' ? openDatabase(target.databaseUrl, options) : openLocal(target, options);
}

async function openDatabase(connectionString: string, options: SessionOptions): Promise<OpenedTarget> {
  const { log, signal, ...session } = options;
  signal.throwIfAborted();
  const migrationsDirectory = findMigrations();
  const onEvent = log.info;
  const store = await openMigrationStore({ ...session, connectionString, migrationsDirectory, onEvent });
  const prepareSchema = async (roles: RolesMode): Promise<readonly string[]> => {
    const { schema } = await store.describeTarget();
    const { applied } =
      schema === 'current'
        ? { applied: [] }
        : await applyMigrations({ connectionString, migrationsDirectory });
    const { created } = await prepareRoles(connectionString, roles);
    return [...applied, ...created];
  };
  return { store, prepareSchema, close: () => store.close() };
}

type LocalTarget = Extract<Target, { kind: 'local' }>;

async function openLocal(target: LocalTarget, options: SessionOptions): Promise<OpenedTarget> {
  const { dataDirectory, choose } = target;
  // Whoever only looks does not make a server first; without one there are no databases to choose from.
  if (options.readOnly && !existsSync(join(dataDirectory, 'postgres'))) choose([]);
  const server = await startLocalPostgres({ dataDirectory, log: options.log, signal: options.signal });
  try {
    const opened = await openDatabase(await prepareDatabase(server, target, options), options);
    const close = async (): Promise<void> => {
      await opened.close();
      await server.stop();
    };
    return { ...opened, close };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function prepareDatabase(
  server: LocalPostgres,
  { choose }: LocalTarget,
  { readOnly }: SessionOptions,
): Promise<string> {
  const adminUrl = server.adminUrl('postgres');
  const existing = await listDatabases(adminUrl, LOCAL_DATABASE_PREFIX);
  const { name, tree } = choose(existing.map((found) => ({ name: found.name, tree: found.comment })));
  if (!readOnly) await ensureDatabase(adminUrl, { name, comment: tree });
  return server.adminUrl(name);
}

/** It holds originals, secrets included: mode 0700, and gone when the command ends. */
async function createTemporaryTree(): Promise<TemporaryTree> {
  const path = await mkdtemp(join(tmpdir(), 'cortex-replay-'));
  const remove = (): Promise<void> => rm(path, { recursive: true, force: true });
  return { path, writer: createTreeWriter(path), remove };
}

/** Beside the bundle when the app is built, in the source tree otherwise. */
function findMigrations(): string {
  const besideBundle = join(__dirname, 'migrations');
  return existsSync(besideBundle) ? besideBundle : join(__dirname, '../../../prisma/migrations');
}
