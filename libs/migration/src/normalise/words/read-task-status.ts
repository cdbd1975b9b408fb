import { taskStatusWords } from './task-status-words';
import type { TaskStatus } from './task-status-words';
import { plainWord, readWord } from './word-table';
import type { WordNotes } from './word-table';

/** `begun`: a worker has the task, or it has a start. Only then is an `assigned` task in progress. */
export function readTaskStatus(raw: string | null, begun: boolean, notes: WordNotes): TaskStatus {
  if (raw === null || plainWord(raw) !== 'assigned' || !begun) return readWord(taskStatusWords, raw, notes);
  notes.note('word-mapped', `${taskStatusWords.column}: assigned → in_progress`);
  return 'in_progress';
}
