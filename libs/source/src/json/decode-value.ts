import type { JsonNode } from '@cortex/domain';
import type { ByteSlice } from './byte-slice';
import { LenientDecoder } from './decode-lenient';
import { DecodeNotes, type DecodeFailure } from './decode-notes';
import { StrictDecoder } from './decode-strict';

/** Deeper than this the recursion of the decoders would end in a stack overflow; the option is capped here. */
const DEEPEST = 2000;

/** One value at a time: strictly first, leniently when that fails. */
export class ValueDecoder {
  readonly notes = new DecodeNotes();
  readonly lenient: LenientDecoder;
  /** Why the last decode returned null. */
  failure: DecodeFailure = { code: 'undecodable', offset: 0, detail: '' };

  private readonly strict: StrictDecoder;

  constructor(maxDepth: number) {
    const depth = Math.min(maxDepth, DEEPEST);
    this.strict = new StrictDecoder(depth, this.notes);
    this.lenient = new LenientDecoder(depth, this.notes);
  }

  /** The last value that was decoded strictly goes over a line end. */
  get hasLineFeed(): boolean {
    return this.strict.hasLineFeed;
  }

  load(slice: ByteSlice): void {
    this.strict.load(slice);
    this.lenient.load(slice);
  }

  decodeStrict(at: number, depth = 0): JsonNode | null {
    const node = this.strict.decode(at, depth);
    if (node === null) this.failure = this.strict.failure;
    return node;
  }

  decodeLenient(at: number, depth = 0): JsonNode | null {
    const node = this.lenient.decode(at, depth);
    if (node === null) this.failure = this.lenient.failure;
    return node;
  }

  /** Strictly or leniently; a failed attempt leaves no notes. */
  decode(at: number, depth = 0): JsonNode | null {
    const mark = this.notes.mark();
    const node = this.decodeStrict(at, depth);
    if (node !== null) return node;
    this.notes.rollBack(mark);
    if (this.failure.code !== 'undecodable') return null;
    const mended = this.decodeLenient(at, depth);
    if (mended === null) this.notes.rollBack(mark);
    return mended;
  }
}
