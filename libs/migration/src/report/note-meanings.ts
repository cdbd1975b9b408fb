import type { NoteCode } from '@cortex/domain';

/**
 * `attention`: a person should look, something may be wrong in the source.
 * `known`: a declared rule decided; here so that every decision can be counted.
 */
export type NoteWeight = 'attention' | 'known';

export interface NoteMeaning {
  readonly weight: NoteWeight;
  /** As a heading: `Unknown words`. */
  readonly title: string;
  readonly meaning: string;
}

/** What each code of a decision means to the reader of a report, in the order in which reports show them. */
export const noteMeanings: Readonly<Record<NoteCode, NoteMeaning>> = {
  'secret-redacted': {
    weight: 'attention',
    title: 'Secrets redacted',
    meaning: 'A credential stood in the tree. It is not in the database; replace it at its issuer.',
  },
  'word-unknown': {
    weight: 'attention',
    title: 'Unknown words',
    meaning: 'A status, priority or type that no mapping names. The raw word is kept beside the fallback.',
  },
  'status-conflict': {
    weight: 'attention',
    title: 'Conflicting statuses',
    meaning: 'Status and other fields of a record contradict each other; the declared rule decided.',
  },
  'unexpected-shape': {
    weight: 'attention',
    title: 'Unexpected shapes',
    meaning: 'A record or a field has another shape than its kind declares. It is kept, but has no column.',
  },
  'number-out-of-range': {
    weight: 'attention',
    title: 'Numbers out of range',
    meaning: 'A number does not fit its column. The column is NULL, the number is kept as it was.',
  },
  'time-unparseable': {
    weight: 'attention',
    title: 'Times not understood',
    meaning: 'A time is written in no known way. The column is NULL, the text is kept.',
  },
  'time-suspect': {
    weight: 'attention',
    title: 'Suspect times',
    meaning: 'A time is understood, but not sure: no zone, no time of day, or far from the others.',
  },
  'order-suspect': {
    weight: 'attention',
    title: 'Suspect order of times',
    meaning: 'The times of a record contradict each other, or one is missing. All are kept as given.',
  },
  'duplicate-key': {
    weight: 'attention',
    title: 'Repeated members',
    meaning: 'An object names a member twice. The last one counts, as in PostgreSQL; the bytes keep both.',
  },
  'word-mapped': {
    weight: 'known',
    title: 'Words mapped',
    meaning: 'A word of the source became a word of the schema. The raw word is kept beside it.',
  },
  'value-derived': {
    weight: 'known',
    title: 'Values derived',
    meaning: 'The source does not say it; the rule that derived it is marked in the row.',
  },
  identity: {
    weight: 'known',
    title: 'Identities decided',
    meaning: 'Several records claim one id; which one became the row was decided by the declared rule.',
  },
  alias: {
    weight: 'known',
    title: 'Aliases',
    meaning: 'Another name of the same task or agent.',
  },
  'reference-stubbed': {
    weight: 'known',
    title: 'Stubs',
    meaning:
      'Something refers to a row that no record describes; an empty row, marked as stub, stands for it.',
  },
  'reference-ignored': {
    weight: 'known',
    title: 'References not kept',
    meaning: 'A value in the place of an id names nothing. It is kept among the unmapped fields.',
  },
};

const unknownMeaning: Omit<NoteMeaning, 'title'> = {
  weight: 'attention',
  meaning: 'A code that this version does not know.',
};

const byCode: ReadonlyMap<string, NoteMeaning> = new Map(Object.entries(noteMeanings));

export function meaningOf(code: string): NoteMeaning {
  return byCode.get(code) ?? { ...unknownMeaning, title: code };
}
