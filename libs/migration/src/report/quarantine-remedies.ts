import type { QuarantineReason } from '@cortex/domain';

export interface QuarantineRemedy {
  /** What is wrong with such a record, one sentence. */
  readonly meaning: string;
  /** What a person does about it, one sentence. */
  readonly remedy: string;
}

/** By reason code: what it means and what to do. Reports and `quarantine show` print it; one wording for all. */
export const quarantineRemedies: Readonly<Record<QuarantineReason, QuarantineRemedy>> = {
  undecodable: {
    meaning: 'The bytes are not JSON, and no known repair makes them JSON.',
    remedy: 'Correct the document at the byte given and run again.',
  },
  'too-deep': {
    meaning: 'The value is nested deeper than the decoder and PostgreSQL take.',
    remedy: 'Flatten the record in its document and run again.',
  },
  'too-large': {
    meaning: 'The record is larger than one value of PostgreSQL may be.',
    remedy: 'Split the record in its document and run again; its bytes stay in the archive.',
  },
  'archive-unsafe': {
    meaning: 'The member of the archive leads outside of it (a link, an absolute path or `..`).',
    remedy: 'Look at the archive: unpack what you trust beside it and run again.',
  },
  'archive-damaged': {
    meaning: 'The archive is cut short or does not unpack.',
    remedy: 'Put an undamaged copy in its place and run again; its bytes stay in the archive table.',
  },
  'archive-bomb': {
    meaning: 'The archive unpacks to far more than its size allows.',
    remedy: 'Look at the archive: unpack what you trust beside it and run again.',
  },
  'nul-character': {
    meaning: 'A string holds the character NUL, which PostgreSQL cannot store.',
    remedy: 'Remove \\u0000 from the record and run again.',
  },
  'lone-surrogate': {
    meaning: 'A string holds half of a UTF-16 pair, which is no character.',
    remedy: 'Correct the \\ud… escape in the record and run again.',
  },
  'number-too-large': {
    meaning: 'A number is beyond what PostgreSQL’s numeric takes.',
    remedy: 'Write the number as a string, or correct it, and run again.',
  },
  'id-too-long': {
    meaning: 'The id is longer than an indexed key may be.',
    remedy: 'Give the record a shorter id everywhere it is named and run again.',
  },
  'id-missing': {
    meaning: 'The record has no id, and none can be derived for its kind.',
    remedy: 'Give the record an id and run again.',
  },
  'database-limit': {
    meaning: 'PostgreSQL refused the row for one of its limits.',
    remedy: 'See the detail for the limit; correct the record and run again.',
  },
  conflict: {
    meaning:
      'The record changed in the tree and its row changed in the database since the last run; the row stays.',
    remedy: 'Compare the two with `quarantine show`, then write the wanted values in SQL or in the tree.',
  },
};

/** For reasons that a newer version wrote, and this one does not know. */
export const unknownRemedy: QuarantineRemedy = {
  meaning: 'A reason that this version does not know.',
  remedy: 'Look at the record with `quarantine show`.',
};

const byReason: ReadonlyMap<string, QuarantineRemedy> = new Map(Object.entries(quarantineRemedies));

export function remedyFor(reason: string): QuarantineRemedy {
  return byReason.get(reason) ?? unknownRemedy;
}
