import type { IndexedFact } from '../scan/scanned-tree';

/** One task among those that share an id: its winning version first. */
export interface TaskCluster {
  readonly winner: IndexedFact;
  readonly losers: readonly LosingVersion[];
}

export interface LosingVersion {
  readonly fact: IndexedFact;
  readonly reason: 'older' | 'origin' | 'later-document';
}

/**
 * Splits the versions of one id into tasks and picks each one's winner (source-data.md §3).
 *
 * Identity is (id, created_at): two versions are different tasks when both say when they were created, say different
 * things, and have different titles. The oldest task keeps the id. Within a task the newest version wins; at equal
 * times the origin decides (live queue before archive before backup …), then the earlier document.
 */
export function clusterTaskVersions(versions: readonly IndexedFact[]): readonly TaskCluster[] {
  const clusters: IndexedFact[][] = [];
  for (const version of versions) {
    const home = clusters.find((cluster) => cluster.some((other) => isSameTask(version, other)));
    if (home === undefined) clusters.push([version]);
    else home.push(version);
  }
  return clusters.flatMap((cluster) => pickWinner(cluster)).sort(byCreation);
}

function isSameTask(left: IndexedFact, right: IndexedFact): boolean {
  const [leftAt, rightAt] = [left.task?.createdAt ?? null, right.task?.createdAt ?? null];
  if (leftAt === null || rightAt === null || leftAt === rightAt) return true;
  return left.task?.title === right.task?.title;
}

function pickWinner(cluster: readonly IndexedFact[]): readonly TaskCluster[] {
  const [winner, ...rest] = [...cluster].sort(byRank);
  if (winner === undefined) return [];
  return [{ winner, losers: rest.map((fact) => ({ fact, reason: reasonOf(winner, fact) })) }];
}

function byRank(left: IndexedFact, right: IndexedFact): number {
  return (
    compareText(right.updatedAt ?? '', left.updatedAt ?? '') ||
    (left.task?.originRank ?? 0) - (right.task?.originRank ?? 0) ||
    left.number - right.number
  );
}

function reasonOf(winner: IndexedFact, loser: IndexedFact): LosingVersion['reason'] {
  if (winner.updatedAt !== loser.updatedAt) return 'older';
  return winner.task?.originRank === loser.task?.originRank ? 'later-document' : 'origin';
}

/** Order that does not change when further documents appear: creation, unknown last, then the tree's order. */
function byCreation(left: TaskCluster, right: TaskCluster): number {
  return compareText(createdAtOf(left), createdAtOf(right)) || left.winner.number - right.winner.number;
}

function createdAtOf(cluster: TaskCluster): string {
  const times = [cluster.winner, ...cluster.losers.map(({ fact }) => fact)].flatMap(
    ({ task }) => task?.createdAt ?? [],
  );
  return times.sort(compareText)[0] ?? '9999';
}

/** By code unit: ISO 8601 in UTC sorts as time. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
