import type { NoteCode, QuarantineReason } from '@cortex/domain';

import type { Redactor } from './redactor';

/** What readers and writers of one record share: how to redact, and where to report what they met. */
export interface ReaderContext {
  readonly redactor: Redactor;
  note(code: NoteCode, subject: string): void;
  /** PostgreSQL cannot hold what was read; the record goes to quarantine whatever its mapper says. */
  fault(reason: QuarantineReason, detail: string): void;
}
