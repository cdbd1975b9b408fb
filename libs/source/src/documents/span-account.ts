import { accountGap, type GapTally } from './account-gap';
import type { RawSpan } from './document-report';
import { StretchHash } from './stretch-hash';
import type { StreamCursor } from './stream-cursor';

/** Counts the bytes of a value that is walked, while its window moves on. Offsets are those of the document. */
export class SpanAccount {
  /** Everything before this offset is counted. */
  private counted: number;
  /** Inside of a span that is counted as a whole. */
  private stretch: StretchHash | null = null;

  constructor(
    private readonly cursor: StreamCursor,
    private readonly tally: GapTally,
  ) {
    this.counted = cursor.offset;
  }

  get isInside(): boolean {
    return this.stretch !== null;
  }

  /** Counts what lies before `offset`, which stands between two tokens of the window. */
  catchUp(offset: number): void {
    const { base } = this.cursor.window;
    const gap = { from: this.counted - base, to: offset - base };
    if (this.stretch) this.stretch.add(this.cursor.window, gap);
    else accountGap(this.cursor.window, gap, this.tally);
    this.counted = offset;
  }

  /** `[start, end)` is a record, counted elsewhere. */
  skipRecord(start: number, end: number): void {
    if (this.stretch) return;
    this.catchUp(start);
    this.counted = end;
  }

  /** `[start, end)` belongs to the envelope, whatever its bytes. */
  addEnvelope(start: number, end: number): void {
    if (this.stretch) return;
    this.catchUp(start);
    this.tally.envelopeBytes += end - start;
    this.counted = end;
  }

  /** A span begins whose end is not in sight. */
  openSpan(start: number): void {
    this.catchUp(start);
    this.stretch = new StretchHash();
  }

  closeSpan(end: number): RawSpan {
    this.catchUp(end);
    const { stretch } = this;
    this.stretch = null;
    return {
      start: end - (stretch?.length ?? 0),
      length: stretch?.length ?? 0,
      sha256: stretch?.digest() ?? Buffer.alloc(0),
    };
  }
}
