/** Bounds of the reader, in bytes unless the name says otherwise. Tests use small ones. */
export interface ReaderLimits {
  /** How much is read at once. */
  readonly chunkBytes: number;
  /** A top-level value above this is walked element by element instead of being decoded in one piece. */
  readonly wholeValueBytes: number;
  /** A record above this is not decoded (`too-large`): decoded, it takes about eight times its size in memory. */
  readonly recordBytes: number;
  /** The value of a document up to this size is handed out whole, as `root`. */
  readonly rootBytes: number;
  /** A member beside the records up to this size is part of the envelope. */
  readonly envelopeMemberBytes: number;
  /** All members of an envelope together. */
  readonly envelopeBytes: number;
  /** What an archive may inflate to, all members together. */
  readonly inflatedBytes: number;
  /** Times its own size that an archive may inflate to; asked above `inflatedFloorBytes` only. */
  readonly inflateRatio: number;
  /** Small archives of repetitive logs reach any ratio and harm nobody. */
  readonly inflatedFloorBytes: number;
  /** Members of one archive. */
  readonly archiveMembers: number;
  /** Members of an archive are kept in memory to be put in order, up to this much at a time. */
  readonly memberBufferBytes: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

export const defaultLimits: ReaderLimits = {
  chunkBytes: MIB,
  wholeValueBytes: 8 * MIB,
  recordBytes: 16 * MIB,
  rootBytes: 4 * MIB,
  envelopeMemberBytes: 64 * KIB,
  envelopeBytes: MIB,
  inflatedBytes: 4 * KIB * MIB,
  inflateRatio: 250,
  inflatedFloorBytes: 64 * MIB,
  archiveMembers: 100_000,
  memberBufferBytes: 32 * MIB,
};
