import type { JsonObject } from '@cortex/domain';
import type { DecodeFailure } from '../json/decode-notes';
import { EnvelopeBuilder } from './build-envelope';
import type { DocumentContext } from './document-context';
import type { LargeValueVisitor } from './large-value-visitor';
import { LargeValueWalker } from './large-value-walker';
import type { StreamCursor } from './stream-cursor';

/** What a first walk of a large value finds out, so that the second can report it in order. */
export interface LargeValueScan {
  /** Offsets in the document. */
  readonly start: number;
  readonly end: number;
  /** Records were found inside of the value. */
  readonly hasRecords: boolean;
  /** A container was met whose items or members would be records. */
  readonly hasList: boolean;
  /** The value is no valid JSON and was mended. */
  readonly isMended: boolean;
  /** It stands in one line. */
  readonly isOneLine: boolean;
  readonly envelope: JsonObject | null;
}

type ScanContext = Pick<DocumentContext, 'layout' | 'limits' | 'signal'>;

/** Walks the large value at the cursor, which is left behind it; a failure when it cannot be decoded. */
export async function scanLargeValue(
  { layout, limits, signal }: ScanContext,
  cursor: StreamCursor,
): Promise<LargeValueScan | DecodeFailure> {
  const found = new ScanFindings(new EnvelopeBuilder(limits), cursor.offset);
  const start = cursor.offset;
  const isObject = cursor.window.buf[cursor.at] === BRACE_OPEN;
  const options = {
    matcher: layout.records,
    limits,
    isScan: true,
    tally: { envelopeBytes: 0, separatorBytes: 0 },
  };
  const walker = new LargeValueWalker(cursor, options, found);
  for (let stop = walker.run(); stop !== 'done'; stop = walker.run()) {
    signal.throwIfAborted();
    if (stop === 'failed') return walker.failure;
    found.note(cursor);
    if (stop === 'fill') await walker.fill();
  }
  found.note(cursor);
  const { hasRecords, hasList, isMended, isOneLine } = found;
  const span = { start, end: cursor.offset };
  const envelope = isObject && hasRecords ? found.envelope.build(span) : null;
  return { ...span, hasRecords, hasList, isMended, isOneLine, envelope };
}

export function isFailure(scan: object): scan is DecodeFailure {
  return 'code' in scan;
}

const LINE_FEED = 0x0a;
const BRACE_OPEN = 0x7b;

class ScanFindings implements LargeValueVisitor {
  hasRecords = false;
  hasList = false;
  isMended = false;
  isOneLine = true;

  constructor(
    readonly envelope: EnvelopeBuilder,
    private seenTo: number,
  ) {}

  record(): void {
    this.hasRecords = true;
  }

  oversized(): void {
    this.hasRecords = true;
  }

  other(...[node, key, depth]: Parameters<LargeValueVisitor['other']>): void {
    if (depth === 1 && key !== null) this.envelope.add(key, node);
  }

  list(): void {
    this.hasList = true;
  }

  note({ decoder, window, at }: StreamCursor): void {
    // Bytes that are no UTF-8 are repaired in valid JSON too.
    this.isMended ||= decoder.notes.repairs.some(({ rule }) => rule !== 'invalid-utf8');
    decoder.notes.clear();
    const passed = window.buf.subarray(this.seenTo - window.base, at);
    this.isOneLine &&= !passed.includes(LINE_FEED);
    this.seenTo = window.base + at;
  }
}
