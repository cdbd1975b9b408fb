import type { ErrorCodeEntry } from '../error-code-entry';

/** Run: what can stop it, from the schema it finds over lock and plan to its gate. */
export const runErrorCodes = {
  /**
   * The database has a newer schema than this program.
   * @cause A newer version migrated it.
   * @remedy Use that version, or another database.
   */
  SCHEMA_NEWER: { exitCode: 4, httpStatus: 503 },
  /**
   * The database holds tables that are not ours.
   * @cause It belongs to another system, or has tables of the same names without our migration history.
   * @remedy Give an empty database in `--database-url`. Nothing was changed.
   */
  SCHEMA_FOREIGN: { exitCode: 4, httpStatus: 503 },
  /**
   * A migration that was applied differs from the one in this program.
   * @cause A migration file or the recorded history was edited after it ran.
   * @remedy Use the version that migrated the database, or restore the migration's file.
   */
  SCHEMA_EDITED: { exitCode: 4, httpStatus: 503 },
  /**
   * The database's schema is older than this program needs.
   * @cause Migrations are pending and this command does not apply them.
   * @remedy Run the migrator once (`cortex-migrator run`), or use the older version of this program.
   */
  SCHEMA_BEHIND: { exitCode: 4, httpStatus: 503 },
  /**
   * A migration of the schema failed.
   * @cause The message names the migration and PostgreSQL's reason. Its transaction is rolled back.
   * @remedy Remove the reason and run again; the migrations before it stay applied.
   */
  MIGRATION_FAILED: { exitCode: 1, httpStatus: 500 },
  /**
   * The database already holds another tree.
   * @cause A tree with another root was migrated into it before.
   * @remedy Use one database per tree, or give the tree that belongs to it.
   */
  TARGET_HOLDS_OTHER_TREE: { exitCode: 4, httpStatus: 409 },
  /**
   * Another run holds the lock of the database.
   * @cause Two runs at once; the message names the holder and its age.
   * @remedy Wait until it has finished, or stop it.
   */
  LOCK_HELD: { exitCode: 4, httpStatus: 409 },
  /**
   * This run lost its lock to a newer one and stopped writing.
   * @cause The process was suspended or cut off so long that another run took over.
   * @remedy Nothing; the newer run carries on. Run again after it when it did not finish.
   */
  FENCED_OUT: { exitCode: 1, httpStatus: 409 },
  /**
   * The plan no longer fits.
   * @cause The tree or the database changed after the plan was made.
   * @remedy Make a new plan with `plan --out`, read it, and run that one.
   */
  PLAN_STALE: { exitCode: 4, httpStatus: 409 },
  /**
   * The books do not close: records read and records accounted for differ.
   * @cause A defect of this program, or a change of the ledger behind its back. Nothing is published.
   * @remedy Keep the report and report it; `undo <run>` takes the run back.
   */
  GATE_NOT_CLOSED: { exitCode: 1, httpStatus: 500 },
  /**
   * More records are in quarantine than allowed. Nothing is published.
   * @cause The tree has records that cannot be mapped; the report lists each with file, offset and reason.
   * @remedy Correct them and run again, or allow them with `--max-quarantine`.
   */
  QUARANTINE_THRESHOLD: { exitCode: 1, httpStatus: 422 },
  /**
   * The database does not hold what the tree holds. Nothing is published.
   * @cause The comparison after the load found a difference; the report lists each.
   * @remedy Keep the report and report it; `undo <run>` takes the run back.
   */
  VERIFICATION_FAILED: { exitCode: 1, httpStatus: 500 },
  /**
   * A run cannot be taken back.
   * @cause Rows it wrote were changed since, or a later run builds on it; the message lists them.
   * @remedy Undo the later run first, or keep the changes and correct them in SQL.
   */
  UNDO_REFUSED: { exitCode: 4, httpStatus: 409 },
  /**
   * A run was only half undone.
   * @cause An earlier `undo` was stopped or killed; a run on top of it would build on rows that are still to go.
   * @remedy `undo <run>` again; it goes on where it stopped.
   */
  UNDO_UNFINISHED: { exitCode: 4, httpStatus: 409 },
  /**
   * The run was stopped by a signal.
   * @cause Ctrl-C or SIGTERM. The chunk under way was finished or rolled back.
   * @remedy Run the same command again; it goes on where it stopped.
   */
  RUN_INTERRUPTED: { exitCode: 130, httpStatus: 503 },
  /**
   * A defect of this program.
   * @cause Something happened that the code holds to be impossible.
   * @remedy Run again with `--verbose` and report the output together with the report file.
   */
  INTERNAL: { exitCode: 1, httpStatus: 500 },
} as const satisfies Readonly<Record<string, ErrorCodeEntry>>;
