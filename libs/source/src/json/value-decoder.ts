import type { JsonNode } from '@cortex/domain';
import type { ByteSlice } from './byte-slice';
import { LenientDecoder } from './decode-lenient';
import { DecodeNotes, type DecodeFailure } from './decode-notes';
import { DecodeSkipper } from './decode-skipper';
import { StrictDecoder } from './strict-decoder';

/** Deeper than this the recursion of the decoders would end in a stack overflow; the option is capped here. */
const DEEPEST = 2000;

/** One value at a time: strictly first, leniently when that fails. */
export class ValueDecoder {
  readonly notes = new DecodeNotes();
  readonly lenient: LenientDecoder;
  /** Why the last decode returned null. */
  failure: DecodeFailure = { code: 'undecodable', offset: 0, detail: '' };

  private readonly strict: StrictDecoder;

  private readonly skipper: DecodeSkipper;
  private readonly maxDepth: number;
  private base = 0;
  /** Span of the last value, when it is plain. */
  private readonly plain = { start: 0, end: 0 };

  constructor(maxDepth: number) {
    this.maxDepth = Math.min(maxDepth, DEEPEST);
    this.strict = new StrictDecoder(this.maxDepth, this.notes);
    this.lenient = new LenientDecoder(this.maxDepth, this.notes);
    this.skipper = new DecodeSkipper(this.maxDepth);
  }

  /** The last value that was decoded strictly goes over a line end. */
  get hasLineFeed(): boolean {
    return this.strict.hasLineFeed;
  }

  load(slice: ByteSlice): void {
    this.base = slice.base;
    this.strict.load(slice);
    this.lenient.load(slice);
    this.skipper.load(slice);
  }

  /** The failure of a container at index `at` inside `depth` others, or null when it may be entered. */
  refuseDepth(at: number, depth: number): DecodeFailure | null {
    if (depth < this.maxDepth) return null;
    return {
      code: 'too-deep',
      offset: this.base + at,
      detail: `Nested deeper than ${this.maxDepth} levels.`,
    };
  }

  decodeStrict(at: number, depth = 0): JsonNode | null {
    const node = this.strict.decode(at, depth);
    const { plain } = this;
    plain.start = plain.end = 0;
    if (node === null) this.failure = this.strict.failure;
    else if (this.strict.isPlain && this.notes.duplicates.length === 0) {
      plain.start = node.start;
      plain.end = node.end;
    }
    return node;
  }

  /** `[start, end)` lies in the last value, and its bytes are what a compact writer of JSON makes of it; false says nothing. */
  isPlainIn(start: number, end: number): boolean {
    return start >= this.plain.start && end <= this.plain.end;
  }

  decodeLenient(at: number, depth = 0): JsonNode | null {
    this.plain.start = this.plain.end = 0;
    const node = this.lenient.decode(at, depth);
    if (node === null) this.failure = this.lenient.failure;
    return node;
  }

  /** The index behind the container at `at`, or -1 when it has to be decoded to be understood. */
  skip(at: number, depth: number): number {
    return this.skipper.skip(at, depth);
  }

  /** Strictly or leniently; a failed attempt leaves no notes. */
  decode(at: number, depth = 0): JsonNode | null {
    return this.decodeEither(at, depth, false);
  }

  /** The same where the value of a member stands, which may be missing or a bare word. */
  decodeMemberValue(at: number, depth: number): JsonNode | null {
    return this.decodeEither(at, depth, true);
  }

  private decodeEither(at: number, depth: number, isMember: boolean): JsonNode | null {
    const mark = this.notes.mark();
    const node = this.decodeStrict(at, depth);
    if (node !== null) return node;
    this.notes.rollBack(mark);
    if (this.failure.code !== 'undecodable') return null;
    const mended = isMember ? this.lenient.decodeMemberValue(at, depth) : this.lenient.decode(at, depth);
    if (mended !== null) return mended;
    this.failure = this.lenient.failure;
    this.notes.rollBack(mark);
    return null;
  }
}
