import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunReport } from '@cortex/domain';
import {
  createTestDatabase,
  temporaryDirectory,
  type TemporaryDirectory,
  type TestDatabase,
} from '@cortex/testing';
import { runMigrator, type Ended } from './start-migrator';

export interface FreshPlace {
  readonly database: () => TestDatabase;
  /** A path in the folder. */
  readonly place: (name: string) => string;
  readonly target: (url?: string) => string[];
  /** `run <tree>` into the database, with the report in `report`. */
  readonly run: (tree: string, ...more: string[]) => Promise<Ended>;
  readonly readReport: () => RunReport;
  /** Tables in the database: 0 when nothing began. */
  readonly countTables: () => Promise<number>;
}

export const QUEUE = 'coordination/task-queue.json';

const task = (id: string) => ({
  id,
  title: `Task ${id}`,
  status: 'pending',
  created_at: '2026-01-01T00:00:00Z',
});

/** The content of a task queue with these tasks. */
export function taskQueue(...ids: readonly string[]): string {
  return JSON.stringify({ tasks: ids.map(task) });
}

/** An empty folder and an empty database for each test of the file. */
export function useFreshPlace(): FreshPlace {
  let folder: TemporaryDirectory;
  let database: TestDatabase;
  beforeEach(async () => {
    folder = await temporaryDirectory();
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await folder.remove();
    await database.drop();
  });
  const place = (name: string): string => join(folder.path, name);
  const target = (url = database.url): string[] => ['--target', 'existing', '--database-url', url];
  return {
    database: () => database,
    place,
    target,
    run: (tree, ...more) => runMigrator(['run', tree, ...target(), '--report-dir', place('report'), ...more]),
    readReport: () => JSON.parse(readFileSync(place('report/report.json'), 'utf8')),
    countTables: async () => {
      const { rows } = await database.client.query(
        `SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`,
      );
      return rows[0].tables;
    },
  };
}
