import type { JsonNode } from '@cortex/domain';
import { closesInside } from '../json/closes-inside';
import type { ValueDecoder } from '../json/value-decoder';
import type { ReaderLimits } from '../reader-limits';
import { accountGap, type GapTally } from './account-gap';
import type { ByteWindow } from './byte-window';
import { isOpener } from './find-content';

const LINE_FEED = 0x0a;
const ESCAPE = 0x1b;
/** No ANSI escape is longer. */
export const ANSI_BYTES = 64;

/** A place in a window that moves along a document. Distances are counted from `at`: they survive `more`. */
export class StreamCursor {
  /** Index in the window. */
  at = 0;

  constructor(
    readonly window: ByteWindow,
    readonly decoder: ValueDecoder,
  ) {}

  /** Reads on; what lies before `at` is gone afterwards. */
  async more(): Promise<void> {
    await this.window.fill(this.at);
    this.at = 0;
    this.decoder.load(this.window);
  }

  /** Bytes from here to the end of the window. */
  get available(): number {
    return this.window.end - this.at;
  }

  /** Offset in the document. */
  get offset(): number {
    return this.window.base + this.at;
  }

  /** Makes sure that `bytes` bytes are at hand, or all that there are. */
  async need(bytes: number): Promise<void> {
    while (this.available < bytes && !this.window.isFinal) await this.more();
  }

  /** Moves to the next token, or to the document's end. What it skips is counted, unless nobody counts. */
  async skipBlank(tally: GapTally | null): Promise<void> {
    for (;;) {
      const next = this.decoder.lenient.skipBlank(this.at);
      if (tally) accountGap(this.window, { from: this.at, to: next }, tally);
      this.at = next;
      const isCut = this.available === 0 || (this.window.buf[next] === ESCAPE && this.available < ANSI_BYTES);
      if (!isCut || this.window.isFinal) return;
      await this.more();
    }
  }

  /**
   * The value here in one piece; null when it cannot be decoded (`decoder.failure`: `incomplete` when it is a
   * container of more than `wholeValueBytes`). Leaves the cursor where it is.
   */
  async decodeValue({ wholeValueBytes, recordBytes }: ReaderLimits): Promise<JsonNode | null> {
    for (;;) {
      const isContainer = isOpener(this.window.buf[this.at]);
      const node = isContainer && !this.seemsWhole() ? this.refuseHalf() : this.decoder.decode(this.at);
      if (node !== null || this.decoder.failure.code !== 'incomplete') return node;
      if (this.available > (isContainer ? wholeValueBytes : recordBytes))
        return isContainer ? null : this.refuseToken();
      await this.more();
    }
  }

  /** The container here ends in the window, or is worth a try for another reason. */
  seemsWhole(): boolean {
    return this.window.isFinal || closesInside(this.window, this.at);
  }

  private refuseHalf(): null {
    this.decoder.failure = { code: 'incomplete', offset: this.offset, detail: 'The value does not end.' };
    return null;
  }

  private refuseToken(): null {
    const { offset } = this;
    this.decoder.failure = { code: 'too-large', offset, detail: 'One token is larger than a record may be.' };
    return null;
  }

  /** Distance of the first line feed at or behind `distance`, or of the document's end; -1 when it is beyond `limit`. */
  async findLineEnd(distance: number, limit: number): Promise<number> {
    let from = distance;
    for (;;) {
      const index = this.window.buf.indexOf(LINE_FEED, this.at + from);
      if (index >= 0 && index < this.window.end) return index - this.at;
      if (this.window.isFinal) return this.available;
      if (this.available > limit) return -1;
      from = this.available;
      await this.more();
    }
  }
}
