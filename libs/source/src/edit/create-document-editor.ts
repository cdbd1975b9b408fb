import type { DocumentEditor } from '@cortex/domain';
import { applyEdits } from './apply-edits';

/** The adapter of the port DocumentEditor. */
export function createDocumentEditor(): DocumentEditor {
  return { applyEdits };
}
