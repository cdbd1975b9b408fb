import { USAGE_OR_FAILED, type ErrorCodeEntry } from '../error-code-entry';

/** Input: what the caller gave, be it arguments, options, the source tree or folders to write to. */
export const inputErrorCodes = {
  /**
   * The command line cannot be understood.
   * @cause An unknown command or option, a missing argument, or two options that exclude each other.
   * @remedy Read the usage printed below the message, or run the command with `--help`.
   */
  CLI_USAGE: { exitCode: 2, httpStatus: 400 },
  /**
   * An option has a value that it cannot take.
   * @cause A flag or an environment variable holds something else than the option's type, or a value out of range.
   * @remedy The message names the flag, the variable and what was expected; `docs/reference/options.md` lists all.
   */
  OPTION_INVALID: { exitCode: 2, httpStatus: 400 },
  /**
   * The source tree does not exist.
   * @cause The path is mistyped, is relative to another folder, or the volume is not mounted.
   * @remedy Give the directory that holds the coordination files; the message shows the resolved path.
   */
  SOURCE_MISSING: { exitCode: 2, httpStatus: 422 },
  /**
   * The source is a file, not a directory.
   * @cause One document was given instead of the tree, or an archive that is not unpacked.
   * @remedy Give the directory above it.
   */
  SOURCE_NOT_A_DIRECTORY: { exitCode: 2, httpStatus: 422 },
  /**
   * The source tree holds no document that could be migrated.
   * @cause The directory is empty, or `--include` matches nothing in it.
   * @remedy Give the tree's root, or correct the patterns of `--include`.
   */
  SOURCE_EMPTY: { exitCode: 2, httpStatus: 422 },
  /**
   * The source tree, or a part of it, cannot be read.
   * @cause The user running the migration lacks read permission on a file, or search permission on a directory.
   * @remedy Grant read access to the path in the message. Nothing is ever written to the tree.
   */
  SOURCE_UNREADABLE: { exitCode: USAGE_OR_FAILED, httpStatus: 422 },
  /**
   * A document kept changing while it was read.
   * @cause Agents write to the tree during the run, faster than a stable read of the document is possible.
   * @remedy Stop the writers and run again, or use `follow`, which is made for a tree in use.
   */
  SOURCE_CHANGED: { exitCode: 1, httpStatus: 409 },
  /**
   * The disk for temporary files is full.
   * @cause Large trees are put aside on disk between reading and loading, about as much as the tree is large.
   * @remedy Make room in the folder of the message, or set TMPDIR to one on another disk. Run again to go on.
   */
  TEMPORARY_DISK_FULL: { exitCode: 1, httpStatus: 507 },
  /**
   * The plan file is not a plan.
   * @cause The file is missing, is cut short, was edited, or was written by a newer version.
   * @remedy Write a new one with `plan --out`.
   */
  PLAN_INVALID: { exitCode: 2, httpStatus: 422 },
  /**
   * The report cannot be written.
   * @cause The folder of `--report-dir` cannot be made or written to, or its disk is full.
   * @remedy Choose another `--report-dir`. A run that already finished stays finished: `report <run>` writes it again.
   */
  REPORT_UNWRITABLE: { exitCode: USAGE_OR_FAILED, httpStatus: 500 },
  /**
   * A folder to export into is not empty, or cannot be written.
   * @cause An export never mixes with files that are already there.
   * @remedy Give a folder that is new or empty.
   */
  EXPORT_TARGET_UNUSABLE: { exitCode: USAGE_OR_FAILED, httpStatus: 422 },
  /**
   * An archived path leads out of the folder to write to.
   * @cause The database was altered: the migrator archives no such path.
   * @remedy Look at the document in `coordination_documents`; nothing was written outside the folder.
   */
  EXPORT_UNSAFE_PATH: { exitCode: 1, httpStatus: 500 },
  /**
   * Archived bytes are not those that were imported.
   * @cause The archive was altered or damaged; the message names the file.
   * @remedy Restore the database from a backup.
   */
  EXPORT_DAMAGED: { exitCode: 1, httpStatus: 500 },
  /**
   * A change does not fit the document that it is meant for.
   * @cause It names a value, member or item that does not stand there, or its text is no JSON: an error of the program.
   * @remedy Report it with the message; nothing was written. Export without changes, and make them by hand.
   */
  EDIT_MISPLACED: { exitCode: 1, httpStatus: 500 },
  /**
   * A row that the database changed would be imported otherwise by this version of the program.
   * @cause The rules of mapping changed since the tree was migrated, so nobody can tell what the database changed.
   * @remedy `quarantine replay` imports the archive by the rules of this version; `export --at last` leaves changes out.
   */
  EXPORT_MAPPING_CHANGED: { exitCode: 4, httpStatus: 409 },
  /**
   * The exported tree would not migrate to what the database holds. Nothing was written.
   * @cause A change that no document can express, such as tasks that are each other's parents; the message lists rows.
   * @remedy Correct the rows and export again, or take the tree as it is with `--no-verify`.
   */
  EXPORT_INCOMPLETE: { exitCode: 1, httpStatus: 500 },
  /**
   * A record that was mended by hand cannot be mapped either.
   * @cause The bytes in the file of `--with` have the same fault, or another one; the message names it.
   * @remedy Correct the file and try again. Nothing was changed.
   */
  QUARANTINE_NOT_MENDED: { exitCode: 4, httpStatus: 422 },
  /**
   * No run has this id.
   * @cause The id is mistyped, or belongs to another database.
   * @remedy `status` lists the runs of the database.
   */
  RUN_NOT_FOUND: { exitCode: 2, httpStatus: 404 },
  /**
   * No quarantined record has this id.
   * @cause The id is mistyped, or the record was replayed and is no longer in quarantine.
   * @remedy `quarantine list` shows what is there.
   */
  QUARANTINE_NOT_FOUND: { exitCode: 2, httpStatus: 404 },
} as const satisfies Readonly<Record<string, ErrorCodeEntry>>;
