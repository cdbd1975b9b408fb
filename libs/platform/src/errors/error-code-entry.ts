/**
 * How a process ends. 0 done · 1 failed, nothing published · 2 usage · 3 done with quarantine above zero and allowed ·
 * 4 refused before anything began · 130 interrupted.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130;

/** Whether a failure was met before anything began (nothing is changed) or while work was under way. */
export type FailurePhase = 'before' | 'during';

/** What a code becomes outside of the process; the doc comment above the entry is its manual page. */
export interface ErrorCodeEntry {
  /** One exit code, or one per phase; the phase is the error's field `phase`, `during` when it has none. */
  readonly exitCode: ExitCode | Readonly<Record<FailurePhase, ExitCode>>;
  readonly httpStatus: number;
}

/** The database can fail before anything began (nothing happened: 4) or under way (nothing published: 1). */
export const REFUSED_OR_FAILED = { before: 4, during: 1 } as const;

/** A wrong argument is found before anything began (2), or turns out wrong under way (1). */
export const USAGE_OR_FAILED = { before: 2, during: 1 } as const;
