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

/** The same with what is needed to get at the record. */
export interface FoundQuarantine extends StoredQuarantine {
  /** The bytes of the record, where the database has them apart. */
  readonly raw: Buffer | null;
  readonly path: Buffer | null;
  readonly member: Buffer | null;
  /** Its document is the current one of its name. */
  readonly isCurrent: boolean;
}
