import type { Note, QuarantineReason } from '@cortex/domain';

import type { ReaderContext } from '../normalise/reader-context';
import { createRedactor } from '../normalise/redactor';

export interface TestReaderContext extends ReaderContext {
  readonly notes: Note[];
  readonly faults: QuarantineReason[];
}

export const testRedactor = createRedactor(Buffer.from('a key that only tests know'));

export function testReaderContext(): TestReaderContext {
  const notes: Note[] = [];
  const faults: QuarantineReason[] = [];
  return {
    redactor: testRedactor,
    notes,
    faults,
    note: (code, subject) => notes.push({ code, subject }),
    fault: (reason) => faults.push(reason),
  };
}
