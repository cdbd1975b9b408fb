import type { JsonNode } from '@cortex/domain';
import type { ByteSlice } from '../json/byte-slice';
import type { DocumentContext } from './document-context';
import type { DocumentEnding } from './document-report';
import { emitValue, splitValue } from './emit-value';

/** What is known of a stream of values up to where it has been read. */
export class StreamProgress {
  /** Values and broken stretches. */
  values = 0;
  isQuarantined = false;
  /** The line that is read began outside of any value. */
  isLineTop = true;
  /** No value so far went over a line end. */
  private isLineShaped = true;
  /** The only value so far, when it is small. */
  private root: JsonNode | null = null;

  constructor(private readonly context: DocumentContext) {}

  /** There are earlier values, and each of them was one line. */
  get wasLineShaped(): boolean {
    return this.isLineShaped && this.values > 0;
  }

  /** Reports a value that lies in `slice`. */
  take(slice: ByteSlice, node: JsonNode, isOneLine: boolean): void {
    const { report, decoder, limits } = this.context;
    emitValue(this.context, slice, splitValue(node, this.context));
    report.addRepairs(decoder.notes.repairs);
    decoder.notes.clear();
    this.count(isOneLine);
    if (this.values === 1 && node.end - node.start <= limits.rootBytes) this.root = node;
  }

  count(isOneLine: boolean): void {
    this.values += 1;
    this.root = null;
    if (!isOneLine) this.isLineTop = this.isLineShaped = false;
  }

  end(): DocumentEnding {
    if (this.values === 0) return { status: 'empty', root: null };
    if (this.isQuarantined) return { status: 'quarantined', root: null };
    return { status: 'parsed', root: this.root };
  }
}
