import type { MigrationStore, RecordCounts, RunReport, TargetDescription } from '@cortex/domain';
import { documentKey } from '@cortex/domain';
import { CortexError } from '@cortex/platform';

import type { ScannedTree } from '../scan/scanned-tree';
import type { MigrationPlan, MigrationRequest, QuarantineLimit } from './migration-request';
import { MAPPER_VERSION, isAboveLimit } from './migration-request';

/** @throws CortexError PLAN_STALE when the tree, the database or the program is not what the plan was made for. */
export function checkPlan(
  plan: MigrationPlan | undefined,
  tree: ScannedTree,
  target: TargetDescription,
): void {
  if (plan === undefined) return;
  const stale = [
    plan.manifestHash === tree.summary.manifestHash ? null : 'the tree',
    isPlannedTarget(plan, target) ? null : 'the database',
    plan.mapperVersion === MAPPER_VERSION ? null : 'the program',
  ].filter((thing) => thing !== null);
  if (stale.length === 0) return;
  throw new CortexError(
    'PLAN_STALE',
    `The plan is stale: ${stale.join(' and ')} changed since it was made. Make a new one with \`plan --out\`.`,
    {
      fields: { changed: stale, planned: plan.manifestHash, found: tree.summary.manifestHash },
    },
  );
}

/** A plan for an empty database fits every database that no run has been published into. */
function isPlannedTarget(
  { targetFingerprint }: MigrationPlan,
  { fingerprint, lastRun }: TargetDescription,
): boolean {
  return targetFingerprint === 'empty' ? lastRun === null : targetFingerprint === fingerprint;
}

/** Below this share of common documents, a tree of another name is taken for another tree. */
const MIN_COMMON_SHARE = 0.5;

/** @throws CortexError TARGET_HOLDS_OTHER_TREE: mixing two trees would retire the documents of the first. */
export async function checkTree(
  store: MigrationStore,
  tree: ScannedTree,
  { request, target }: { readonly request: MigrationRequest; readonly target: TargetDescription },
): Promise<void> {
  const stored = await store.currentDocuments();
  const known = target.lastRun?.treeName ?? request.treeName;
  if (stored.size === 0 || known === request.treeName) return;
  const common = tree.documents.filter(({ head }) => stored.has(documentKey(head.path, head.member))).length;
  if (common / Math.min(stored.size, tree.documents.length) >= MIN_COMMON_SHARE) return;
  throw new CortexError(
    'TARGET_HOLDS_OTHER_TREE',
    `The database ${target.database} holds the tree "${known}", and "${request.treeName}" has hardly a file in common with it. Give a database of its own in --database-url.`,
    { fields: { database: target.database, holds: known, given: request.treeName, commonDocuments: common } },
  );
}

/** Checked before anything is published; null when within the limit. */
export function checkQuarantine(
  limit: QuarantineLimit,
  { quarantined, read }: Pick<RecordCounts, 'quarantined' | 'read'>,
): RunReport['failure'] {
  if (!isAboveLimit(limit, quarantined, read)) return null;
  const allowed = limit.kind === 'count' ? String(limit.value) : `${limit.value * 100} %`;
  const message = `${quarantined} of ${read} records are in quarantine, ${allowed} allowed; nothing was published. See the report, correct them, or allow them with --max-quarantine.`;
  return { code: 'QUARANTINE_THRESHOLD', message };
}
