import type { Repair, RepairRule } from '@cortex/domain';

/**
 * How a value could not be decoded. `incomplete`: the bytes at hand end before it does, and more may follow.
 * `too-large`: it is one token that no buffer takes.
 */
export interface DecodeFailure {
  readonly code: 'incomplete' | 'undecodable' | 'too-deep' | 'too-large';
  /** Byte offset in the document. */
  readonly offset: number;
  /** One sentence without any of the document's content. */
  readonly detail: string;
}

/** What the decoders remark while they decode; an attempt that failed takes its remarks back. */
export class DecodeNotes {
  readonly repairs: Repair[] = [];
  /** Offsets of objects in which two members share a name. */
  readonly duplicates: number[] = [];

  repair(rule: RepairRule, offset: number): void {
    this.repairs.push({ rule, offset });
  }

  mark(): NotesMark {
    return { repairs: this.repairs.length, duplicates: this.duplicates.length };
  }

  rollBack(mark: NotesMark): void {
    this.repairs.length = mark.repairs;
    this.duplicates.length = mark.duplicates;
  }

  hasDuplicateIn(start: number, end: number): boolean {
    return this.duplicates.length > 0 && this.duplicates.some((offset) => offset >= start && offset < end);
  }

  clear(): void {
    if (this.repairs.length > 0) this.repairs.length = 0;
    if (this.duplicates.length > 0) this.duplicates.length = 0;
  }
}

export interface NotesMark {
  readonly repairs: number;
  readonly duplicates: number;
}
