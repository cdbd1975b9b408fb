import { basename, resolve } from 'node:path';
import type { MigrationRequest, QuarantineLimit } from '@cortex/migration';
import type { Quota } from '@cortex/platform';
import type { CliContext } from '../cli-context';

export interface RequestOptions {
  readonly tree: string;
  readonly target: string;
  readonly maxQuarantine: Quota;
  readonly chunkSize: number;
}

/** What the use cases are asked to do, out of what was typed. */
export function createMigrationRequest(
  { holder, version }: CliContext,
  { tree, target, maxQuarantine, chunkSize }: RequestOptions,
): MigrationRequest {
  return {
    treeName: basename(resolve(tree)),
    target,
    maxQuarantine: toLimit(maxQuarantine),
    chunkRecords: chunkSize,
    holder,
    version,
  };
}

function toLimit(quota: Quota): QuarantineLimit {
  return quota.kind === 'count'
    ? { kind: 'count', value: quota.count }
    : { kind: 'ratio', value: quota.ratio };
}
