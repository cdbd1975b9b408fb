import type { DecodeFault } from '@cortex/domain';
import type { DocumentContext } from './document-context';
import { StretchHash } from './stretch-hash';
import type { StreamCursor } from './stream-cursor';

/** Reports all that is left of a document, but for the white space at its end, as one record with a fault. */
export async function reportRest(
  context: DocumentContext,
  cursor: StreamCursor,
  fault: DecodeFault,
): Promise<void> {
  const { report, signal } = context;
  const stretch = new StretchHash();
  const start = cursor.offset;
  for (;;) {
    signal.throwIfAborted();
    stretch.add(cursor.window, { from: cursor.at, to: cursor.window.end });
    cursor.at = cursor.window.end;
    if (cursor.window.isFinal) break;
    await cursor.more();
  }
  report.addRawRecord({ start, length: stretch.length, sha256: stretch.digest() }, fault);
  report.separatorBytes += stretch.trailing;
}
