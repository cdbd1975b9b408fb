import type { ValueDecoder } from '../json/value-decoder';
import type { LayoutMatcher } from '../layout/record-matcher';
import type { ReaderLimits } from '../reader-limits';
import type { ByteWindow } from './byte-window';
import type { DocumentReport } from './document-report';

/** What reading one document takes along. */
export interface DocumentContext {
  readonly report: DocumentReport;
  readonly window: ByteWindow;
  readonly layout: LayoutMatcher;
  readonly decoder: ValueDecoder;
  readonly limits: ReaderLimits;
  readonly signal: AbortSignal;
  /** A second look at the document's bytes from an offset on, which nobody else sees. */
  readonly lookAgain: <Seen>(
    offset: number,
    look: (window: ByteWindow, decoder: ValueDecoder) => Promise<Seen>,
  ) => Promise<Seen>;
}
