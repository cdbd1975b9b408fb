import type { NoteCode } from '@cortex/domain';

import type { NoteCounter } from './scanned-tree';

/** Subjects are words of the source in part: a hostile tree must not fill the memory with them. */
const MAX_SUBJECTS = 20_000;

export function createNoteCounter(): NoteCounter {
  const counts = new Map<string, { code: NoteCode; subject: string; count: number }>();
  const find = (code: NoteCode, subject: string) => {
    const key = `${code}\n${subject}`;
    const known = counts.get(key);
    if (known !== undefined) return known;
    if (counts.size >= MAX_SUBJECTS && subject !== OTHER) return null;
    const entry = { code, subject, count: 0 };
    counts.set(key, entry);
    return entry;
  };
  return {
    add(code, subject, count = 1) {
      const entry = find(code, subject) ?? find(code, OTHER);
      if (entry !== null) entry.count += count;
    },
    entries: () => [...counts.values()].sort(byCodeThenCount),
    counted: () => [...counts.values()],
  };
}

const OTHER = '(others)';

function byCodeThenCount(
  left: { code: string; subject: string; count: number },
  right: { code: string; subject: string; count: number },
): number {
  return (
    left.code.localeCompare(right.code) ||
    right.count - left.count ||
    left.subject.localeCompare(right.subject)
  );
}
