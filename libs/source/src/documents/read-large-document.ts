import type { DocumentContext } from './document-context';
import type { DocumentEnding } from './document-report';

export async function readLargeDocument(_context: DocumentContext): Promise<DocumentEnding> {
  return { status: 'quarantined', root: null };
}
