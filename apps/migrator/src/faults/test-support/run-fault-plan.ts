import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { runSql } from '@cortex/testing';

import { readError } from '../../test-support/start-migrator';
import { migrateSchema, type FaultPlace } from './fault-place';
import type { FaultPlan } from './fault-plan';
import type { FaultTarget } from './fault-target';
import type { FaultTree } from './fault-trees';
import { measureRedone } from './measure-redone';
import { runAttempt, UNDISTURBED, type AttemptResult } from './run-attempt';
import { takeSnapshot, type Snapshot } from './take-snapshot';

export interface FaultOutcome {
  readonly plan: FaultPlan;
  /** Processes that did not come to their end. */
  readonly deaths: number;
  readonly lost: number;
  readonly double: number;
  /** Bytes of chunks that were begun and done again, in percent of the tree. */
  readonly redonePercent: number;
  readonly redoneChunks: number;
  /** Between the last death and the begin of a run that was let in. */
  readonly waitedMs: number;
  readonly problems: readonly string[];
  readonly elapsedMs: number;
}

const DATABASE = 'faults_run';
const HELD = 4;
/** The lock of a killed process is free within this (libs/data/src/store/SPEC.md). */
const FREE_WITHIN_MS = 5_000;
const MAX_ATTEMPTS = 3;

/** Disturbs a run as planned, lets it come to its end, and compares the database with that of an undisturbed run. */
export async function runFaultPlan(
  place: FaultPlace,
  plan: FaultPlan,
  tree: FaultTree,
): Promise<FaultOutcome> {
  const started = performance.now();
  const isOwn = plan.attempts.some(({ effect }) => effect === 'change-file');
  const folder = isOwn ? copyTree(place, tree) : tree.folder;
  await createDatabase(place, plan);
  const target = { place, tree: folder, database: DATABASE, chunkSize: tree.chunkSize, files: tree.files };
  const disturbed: AttemptResult[] = [];
  for (const attempt of plan.attempts) {
    disturbed.push(await runAttempt(target, attempt));
    if (plan.fromScratch) await giveKey(place);
  }
  const end = await comeToEnd(target);
  const expected = isOwn ? await referenceOf(place, target) : tree.reference;
  const found = await takeSnapshot(place.urlOf(DATABASE));
  const problems = [
    ...disturbed.flatMap((attempt) => attempt.problems),
    ...[...disturbed, end.result].flatMap(({ leftBehind }) =>
      leftBehind.map((name) => `left ${name} behind`),
    ),
    ...end.problems,
    ...differences(expected, found),
    ...(await leftovers(place)),
  ];
  const redone = await measureRedone(place.urlOf(DATABASE), { reference: tree.chunks, attempts: disturbed });
  return {
    plan,
    deaths: disturbed.filter(({ code, isDisturbed }) => isDisturbed && code !== 0 && code !== 3).length,
    ...countRows(expected, found),
    redonePercent: (100 * redone.bytes) / tree.bytes,
    redoneChunks: redone.chunks,
    waitedMs: end.waitedMs,
    problems,
    elapsedMs: performance.now() - started,
  };
}

async function createDatabase(place: FaultPlace, plan: FaultPlan): Promise<void> {
  await place.dropDatabase(DATABASE);
  const needsDisk = plan.attempts.some(({ effect }) => effect === 'fill-disk');
  const migrated = needsDisk ? 'migrated on the small disk' : 'migrated';
  await place.createDatabase(DATABASE, plan.fromScratch ? 'empty' : migrated);
}

/** Secrets are hashed under a key that the migrations draw: both databases need the same to be compared. */
async function giveKey(place: FaultPlace): Promise<void> {
  const [template] = await runSql<{ key: Buffer }>(
    place.urlOf('faults_template'),
    'SELECT redaction_key AS key FROM installation',
  );
  await migrateSchema(place.urlOf(DATABASE), place.folder);
  await runSql(place.urlOf(DATABASE), 'UPDATE installation SET redaction_key = $1', [template?.key]);
}

interface End {
  readonly result: AttemptResult;
  readonly waitedMs: number;
  readonly problems: readonly string[];
}

/** Starts it again without any flag, as somebody who knows nothing would. */
async function comeToEnd(target: FaultTarget): Promise<End> {
  const died = performance.now();
  for (let tries = 1; ;) {
    const begun = performance.now();
    const result = await runAttempt(target, UNDISTURBED);
    const waitedMs = begun - died;
    const isHeld = result.code === HELD && waitedMs < FREE_WITHIN_MS;
    if (isHeld) continue;
    if (result.code === 0 || result.code === 3) {
      const problems = tries === 1 ? [] : [`needed ${tries} attempts`];
      return { result, waitedMs: tries === 1 ? waitedMs : 0, problems };
    }
    if (tries === MAX_ATTEMPTS)
      return {
        result,
        waitedMs,
        problems: [`does not come to its end (${result.code}): ${readError(result)}`],
      };
    tries += 1;
  }
}

function copyTree(place: FaultPlace, tree: FaultTree): string {
  const folder = join(place.folder, 'changed', tree.name);
  if (existsSync(folder)) rmSync(folder, { recursive: true });
  cpSync(tree.folder, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

/** Of the tree as it is now. */
async function referenceOf(place: FaultPlace, target: FaultTarget): Promise<Snapshot> {
  const database = 'faults_reference';
  await place.dropDatabase(database);
  await place.createDatabase(database, 'migrated');
  await runAttempt({ ...target, database }, UNDISTURBED);
  return takeSnapshot(place.urlOf(database));
}

const COMPARED = ['fingerprint', 'documents', 'ledger', 'links', 'quarantine'] as const;

function differences(expected: Snapshot, found: Snapshot): readonly string[] {
  return [
    ...COMPARED.filter((name) => expected[name] !== found[name]).map((name) => `${name} differs`),
    ...Object.keys(expected.counts)
      .filter((table) => expected.counts[table] !== found.counts[table])
      .map((table) => `${table}: ${found.counts[table] ?? 0} rows instead of ${expected.counts[table] ?? 0}`),
  ];
}

function countRows(expected: Snapshot, found: Snapshot): { readonly lost: number; readonly double: number } {
  const more = Object.entries(expected.counts).map(([table, rows]) => (found.counts[table] ?? 0) - rows);
  return {
    lost: more.reduce((sum, rows) => sum + Math.max(0, -rows), 0),
    double: more.reduce((sum, rows) => sum + Math.max(0, rows), 0),
  };
}

const LEFTOVERS = `
  SELECT 'an open session: ' || application_name || ', ' || state AS what FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'cortex-migrator%'
  UNION ALL SELECT 'an advisory lock' FROM pg_locks
  WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  UNION ALL SELECT 'a prepared transaction' FROM pg_prepared_xacts WHERE database = current_database()
  UNION ALL SELECT 'a staging table: ' || relname FROM pg_class WHERE relname LIKE 'stage%' AND relkind = 'r'
  UNION ALL SELECT 'a deferred definition: ' || name FROM deferred_definitions
  UNION ALL SELECT 'a run that is ' || state FROM migration_runs
  WHERE state NOT IN ('published', 'interrupted', 'failed')
  UNION ALL SELECT published || ' published runs that wrote' FROM (
    SELECT count(*) AS published FROM migration_runs r WHERE state = 'published'
       AND EXISTS (SELECT FROM migration_chunks c WHERE c.run_id = r.run_id)) AS runs WHERE published <> 1
  UNION ALL SELECT 'a gate that did not close' FROM (
    SELECT report FROM migration_runs WHERE state = 'published' ORDER BY finished_at DESC LIMIT 1) AS last
  WHERE NOT coalesce((report ->> 'closes')::boolean, false)`;

async function leftovers(place: FaultPlace): Promise<readonly string[]> {
  const found = await runSql<{ what: string }>(place.urlOf(DATABASE), LEFTOVERS);
  return found.map(({ what }) => `there is ${what}`);
}
