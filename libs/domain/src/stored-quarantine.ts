/** A place in quarantine, without the bytes of the record. */
export interface StoredQuarantine {
  readonly id: string;
  readonly runId: string;
  readonly pathText: string;
  readonly memberText: string | null;
  readonly ordinal: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly reason: string;
  readonly detail: string;
  readonly createdAt: string;
  readonly replayedAt: string | null;
}
