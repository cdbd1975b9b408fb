import type { NoteCount, RunReport } from '@cortex/domain';
import { meaningOf, noteMeanings, type NoteMeaning } from './note-meanings';

/** All decisions of one code, the most frequent first. */
export interface NoteGroup {
  readonly code: string;
  readonly meaning: NoteMeaning;
  readonly count: number;
  readonly notes: readonly NoteCount[];
}

const ORDER: readonly string[] = Object.keys(noteMeanings);

/** Decisions and derived values of a report by code; what needs attention comes first. */
export function groupNotes({ decisions, derived }: Pick<RunReport, 'decisions' | 'derived'>): NoteGroup[] {
  const byCode = new Map<string, NoteCount[]>();
  for (const note of [...decisions, ...derived]) {
    const notes = byCode.get(note.code);
    if (notes) notes.push(note);
    else byCode.set(note.code, [note]);
  }
  return [...byCode].map(toGroup).toSorted((a, b) => rank(a.code) - rank(b.code));
}

function toGroup([code, notes]: [string, NoteCount[]]): NoteGroup {
  return {
    code,
    meaning: meaningOf(code),
    count: notes.reduce((sum, { count }) => sum + count, 0),
    notes: notes.toSorted((a, b) => b.count - a.count || compareText(a.subject, b.subject)),
  };
}

function rank(code: string): number {
  const index = ORDER.indexOf(code);
  return index === -1 ? ORDER.length : index;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
