import { documentKey } from '@cortex/domain';
import type {
  DocumentHead,
  DocumentKind,
  DocumentName,
  SourceRecord,
  TreeReader,
  TreeVisitor,
} from '@cortex/domain';

import type { Normaliser } from '../normalise/create-normaliser';

/** A record as it was read, with what its mapper needs to know of the place. */
export interface CapturedRecord {
  readonly head: DocumentHead;
  readonly record: SourceRecord;
  /** The records around it, outermost first. */
  readonly ancestors: readonly SourceRecord[];
}

/** Ordinals by `documentKey`. */
export type WantedRecords = ReadonlyMap<string, ReadonlySet<number>>;

export interface Capturing {
  readonly reader: TreeReader;
  readonly normaliser: Normaliser;
  readonly wanted: WantedRecords;
}

/** Reads the tree for a few of its records; by `<documentKey>#<ordinal>`. */
export async function captureRecords(
  { reader, normaliser, wanted }: Capturing,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CapturedRecord>> {
  if (wanted.size === 0) return new Map();
  const visitor = new CapturingVisitor(normaliser, wanted);
  await reader.readTree(visitor, signal);
  return visitor.captured;
}

export function nameOfRecord(document: string, ordinal: number): string {
  return `${document}#${ordinal}`;
}

class CapturingVisitor implements TreeVisitor {
  readonly captured = new Map<string, CapturedRecord>();
  private head: DocumentHead | null = null;
  private open: SourceRecord[] = [];

  constructor(
    private readonly normaliser: Normaliser,
    private readonly wanted: WantedRecords,
  ) {}

  kindOf(name: DocumentName): DocumentKind {
    return this.normaliser.kindOf(name);
  }

  begin(head: DocumentHead): void {
    this.head = head;
    this.open = [];
  }

  bytes(): void {}

  records(batch: readonly SourceRecord[]): void {
    const { head } = this;
    if (head === null) return;
    const key = documentKey(head.path, head.member);
    const ordinals = this.wanted.get(key);
    if (ordinals === undefined) return;
    for (const record of batch) {
      while (this.open.length > 0 && this.open.at(-1)?.ordinal !== record.parentOrdinal) this.open.pop();
      if (ordinals.has(record.ordinal))
        this.captured.set(nameOfRecord(key, record.ordinal), { head, record, ancestors: [...this.open] });
      this.open.push(record);
    }
  }

  end(): void {
    this.head = null;
  }

  discard(): void {
    this.head = null;
  }
}
