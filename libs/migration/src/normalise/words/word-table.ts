import type { NoteCode } from '@cortex/domain';

/** What the source's words for one field mean in the database; `unknown` is the documented default. */
export interface WordTable<Word extends string> {
  /** Where the word goes, for notes: `tasks.task_status`. */
  readonly column: string;
  /** By the word as `plainWord` spells it. */
  readonly words: Readonly<Record<string, Word>>;
  /** For a word that is in no table. Never an error, never silent. */
  readonly unknown: Word;
  /** For a record that has no word at all. */
  readonly absent: Word;
}

export interface WordNotes {
  note(code: NoteCode, subject: string): void;
}

/** The meaning of a word of the source; whatever is not simply the same word is noted. */
export function readWord<Word extends string>(
  table: WordTable<Word>,
  raw: string | null,
  notes: WordNotes,
): Word {
  if (raw === null) return table.absent;
  const plain = plainWord(raw);
  const known = Object.hasOwn(table.words, plain) ? table.words[plain] : undefined;
  const word = known ?? table.unknown;
  if (known === undefined) notes.note('word-unknown', `${table.column}: ${shownWord(raw)} → ${word}`);
  else if (raw !== word) notes.note('word-mapped', `${table.column}: ${shownWord(raw)} → ${word}`);
  return word;
}

/** Words are compared without case, and with `_` for spaces, hyphens, dots, colons and slashes. */
export function plainWord(raw: string): string {
  return raw
    .trim()
    .toLowerCase()
    .replace(/[\s.:/-]+/g, '_');
}

const LONGEST_SHOWN = 40;

/** Notes hold words, never contents: what does not look like a word is not shown. */
export function shownWord(raw: string): string {
  const trimmed = raw.trim();
  return trimmed.length <= LONGEST_SHOWN && /^[\w .:/-]+$/.test(trimmed) ? trimmed : '(no word)';
}
