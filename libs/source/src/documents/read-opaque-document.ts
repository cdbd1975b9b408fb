import type { DocumentContext } from './document-context';
import type { DocumentEnding } from './document-report';

/** A document whose bytes are not looked into: one record, or none when it is empty. */
export async function readOpaqueDocument({ report, window, signal }: OpaqueContext): Promise<DocumentEnding> {
  await report.begin(null);
  await drain(window, signal);
  if (report.size === 0) return { status: 'empty', root: null };
  report.addRawRecord({ start: 0, length: report.size, sha256: report.hashSoFar() }, null);
  return { status: 'opaque', root: null };
}

type OpaqueContext = Pick<DocumentContext, 'report' | 'window' | 'signal'>;

async function drain(window: DocumentContext['window'], signal: AbortSignal): Promise<void> {
  while (!window.isFinal) {
    signal.throwIfAborted();
    await window.fill(window.end);
  }
}
