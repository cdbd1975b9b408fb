import type { Spool } from '@cortex/domain';

import { parseRules } from '../scan/parse-spooled';
import type { IndexedFact } from '../scan/scanned-tree';
import { isJsonObjectText } from './merge-json-objects';
import { readRow } from './read-row';
import type { Row } from './resolution';

export type RunFacts = ReadonlyMap<string, readonly IndexedFact[]>;

interface Run {
  readonly key: string;
  readonly row: Row;
  /** When it was created, or null where a record only tells that it ran or was seen. */
  readonly beganAt: string | null;
  readonly seenAt: string | null;
}

/**
 * A monitor's record and a worker's report say that a run was there, not when it was created: they belong to the run
 * of that worker that was under way, the latest one that had been created by then and has no other task. Where there
 * is none, what was seen is a run of its own, and so is what started at another time than that run did. Returns observed
 * key → key of the run.
 */
export function foldObservedRuns(facts: RunFacts, spool: Spool): ReadonlyMap<string, string> {
  const folded = new Map<string, string>();
  for (const keys of groupByWorker(facts.keys())) {
    if (keys.length === 1) continue;
    const runs = keys.flatMap((key) =>
      (facts.get(key) ?? []).slice(0, 1).map((fact) => readRun(key, fact, spool)),
    );
    const starts = new Map(runs.map(({ key, row }) => [key, textOf(row['startedAt'])]));
    for (const observed of runs.filter(({ beganAt }) => beganAt === null)) {
      const run = runs
        .filter((other) => isUnderWay(other, observed))
        .sort(byBeginning)
        .at(-1);
      const startedAt = textOf(observed.row['startedAt']);
      if (run === undefined || !isSameStart(startedAt, starts.get(run.key))) continue;
      starts.set(run.key, starts.get(run.key) ?? startedAt);
      folded.set(observed.key, run.key);
    }
  }
  return folded;
}

/** Keys are `<worker>@<instant or position>`; two workers in one group do no harm, their rows tell them apart. */
function groupByWorker(keys: Iterable<string>): Iterable<readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const worker = key.slice(0, key.indexOf('@'));
    const group = groups.get(worker);
    if (group === undefined) groups.set(worker, [key]);
    else group.push(key);
  }
  return groups.values();
}

function readRun(key: string, fact: IndexedFact, spool: Spool): Run {
  const row = readRow(spool, fact);
  const rules = isJsonObjectText(row['derived']) ? parseRules(row['derived']) : {};
  const createdAt = textOf(row['createdAt']);
  const beganAt = rules['created_at'] === undefined ? createdAt : null;
  return { key, row, beganAt, seenAt: createdAt ?? textOf(row['startedAt']) ?? fact.updatedAt };
}

function isUnderWay(run: Run, observed: Run): boolean {
  if (run.beganAt === null || run.row['agentId'] !== observed.row['agentId']) return false;
  const tasks = [textOf(run.row['taskId']), textOf(observed.row['taskId'])].filter((task) => task !== null);
  if (new Set(tasks).size > 1) return false;
  return observed.seenAt === null || run.beganAt <= observed.seenAt;
}

function isSameStart(one: string | null, other: string | null | undefined): boolean {
  return one === null || other === null || other === undefined || one === other;
}

function byBeginning(left: Run, right: Run): number {
  const [leftAt, rightAt] = [left.beganAt ?? '', right.beganAt ?? ''];
  if (leftAt === rightAt) return 0;
  return leftAt < rightAt ? -1 : 1;
}

function textOf(value: Row[string]): string | null {
  return typeof value === 'string' ? value : null;
}
