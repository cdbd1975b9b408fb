import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import {
  runSql,
  startFaultProxy,
  startPostgres16,
  temporaryDirectory,
  type DisposablePostgres,
  type FaultProxy,
} from '@cortex/testing';

import { BUNDLE, startMigrator } from '../../test-support/start-migrator';

/** A server that may be stopped, a proxy before it, a small disk for databases, and a migrated template. */
export interface FaultPlace {
  readonly server: DisposablePostgres;
  readonly proxy: FaultProxy;
  readonly folder: string;
  /** Of the migrator that is disturbed. */
  readonly bundle: string;
  /** A tmpfs with a tablespace on it. */
  readonly disk: string;
  readonly urlOf: (database: string) => string;
  readonly createDatabase: (name: string, kind: DatabaseKind) => Promise<string>;
  readonly dropDatabase: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export type DatabaseKind = 'empty' | 'migrated' | 'migrated on the small disk';

const TEMPLATE = 'faults_template';
const TABLESPACE = 'faults_small_disk';
const DISK_MIB = 64;

export async function openFaultPlace(): Promise<FaultPlace> {
  const folder = await temporaryDirectory();
  const server = await startPostgres16();
  const disk = mountDisk(server);
  const proxy = await startFaultProxy(server.url);
  const sql = (statement: string): Promise<unknown> => runSql(server.url, statement);
  const urlOf = (database: string): string => {
    const url = new URL(server.url);
    url.pathname = `/${database}`;
    return url.href;
  };
  const createDatabase = async (name: string, kind: DatabaseKind): Promise<string> => {
    const template = kind === 'empty' ? 'template1' : TEMPLATE;
    const place = kind === 'migrated on the small disk' ? `TABLESPACE ${TABLESPACE}` : '';
    await sql(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy ${place}`);
    return urlOf(name);
  };
  await sql(`CREATE TABLESPACE ${TABLESPACE} LOCATION '${disk}'`);
  await sql(`CREATE DATABASE ${TEMPLATE}`);
  await migrateSchema(urlOf(TEMPLATE), folder.path);
  return {
    ...{ server, proxy, folder: folder.path, bundle: BUNDLE, disk, urlOf, createDatabase },
    dropDatabase: async (name) => {
      await sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
    close: async () => {
      await proxy.close();
      server.stopImmediately();
      execFileSync('umount', ['--lazy', disk]);
      await server.remove();
      await folder.remove();
    },
  };
}

/** Applies the migrations and nothing else: the migrator is killed as soon as they are there. */
export async function migrateSchema(url: string, folder: string): Promise<void> {
  const tree = join(folder, 'any-tree');
  mkdirSync(join(tree, 'coordination'), { recursive: true });
  execFileSync('touch', [join(tree, 'coordination/notes.md')]);
  const reports = ['--report-dir', join(folder, 'reports')];
  const args = ['run', tree, '--target', 'existing', '--database-url', url, ...reports];
  const { process: child, ended } = startMigrator(args, {
    env: { CORTEX_FAILPOINTS: 'migrations.end=kill' },
  });
  const { stderr } = await ended;
  rmSync(tree, { recursive: true });
  if (child.signalCode !== 'SIGKILL') throw new Error(`The migrations were not applied: ${stderr}`);
}

/** Needs the right to mount; a machine without it fails, like the test with a full disk. */
function mountDisk({ folder, owner }: DisposablePostgres): string {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m,mode=700`, 'tmpfs', disk]);
  if (owner.uid !== undefined) chownSync(disk, owner.uid, owner.gid ?? owner.uid);
  return disk;
}
