import type { QuarantineReason, RunReport } from '@cortex/domain';

import type { ScannedDocument } from '../scan/scanned-tree';
import type { DecidedRecord } from './decide-record';

/** A report lists this many; the database has them all. */
const MAX_LISTED = 200;

/** Counts quarantined records by reason and keeps the first of them. */
export class QuarantineSummary {
  private readonly byReason: Record<string, number> = {};
  private readonly first: RunReport['quarantine']['first'][number][] = [];
  private total = 0;

  add({ head }: ScannedDocument, { record, reason, detail }: DecidedRecord): void {
    const known = toReason(reason);
    this.total += 1;
    this.byReason[known] = (this.byReason[known] ?? 0) + 1;
    if (this.first.length >= MAX_LISTED) return;
    this.first.push({
      path: head.pathText,
      member: head.memberText,
      ordinal: record.o,
      byteOffset: record.s,
      byteLength: record.l,
      reason: known,
      detail,
    });
  }

  result(): RunReport['quarantine'] {
    return { total: this.total, byReason: this.byReason, first: this.first };
  }
}

function toReason(reason: QuarantineReason | null): QuarantineReason {
  return reason ?? 'undecodable';
}
