import type { ValueDecoder } from '../json/decode-value';
import type { ByteWindow } from './byte-window';

const LINE_FEED = 0x0a;

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
