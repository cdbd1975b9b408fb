import type { JsonNode } from '@cortex/domain';
import type { RecordMatcher } from '../layout/record-matcher';
import type { LocatedRecord } from '../layout/walk-locations';
import type { ReaderLimits } from '../reader-limits';
import type { GapTally } from './account-gap';
import type { RawSpan } from './document-report';

/** What the walk of a large value meets, in the order of the document. */
export interface LargeValueVisitor {
  /** A decoded record, whose bytes lie in the cursor's window. */
  record(found: LocatedRecord): void;
  /** A record that is not decoded because of its size. */
  oversized(found: Omit<LocatedRecord, 'node'>, span: RawSpan): void;
  /** A value beside the records that fits in memory; `depth` counts the containers around it. */
  other(node: JsonNode, key: string | null, depth: number): void;
  /** A container whose items or members are records. */
  list(): void;
}

export interface LargeValueOptions {
  readonly matcher: RecordMatcher | null;
  readonly limits: ReaderLimits;
  /** Valid containers are not decoded, but for members of the top: of the others the visitor gets the span only. */
  readonly isScan: boolean;
  readonly tally: GapTally;
}

/**
 * `fill`: bytes are missing; `fill()` and go on. `pause`: a record was met; go on when it is dealt with. `done`: the
 * cursor stands behind the value.
 */
export type WalkStop = 'fill' | 'pause' | 'done' | 'failed';
