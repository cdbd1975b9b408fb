/** The prose of the help, at most 80 columns; options are described where they are defined. */
export const programDescription =
  'Moves a directory tree of JSON coordination files into PostgreSQL. Every record is accounted for: inserted, ' +
  'updated, unchanged, duplicate, archived, or in quarantine with path, byte and reason. The tree is only read, ' +
  'never written.';

export const programNotes = `
Begin here:
  cortex-migrator plan my-tree
      what would happen; writes nothing
  cortex-migrator run my-tree
      migrate into a PostgreSQL of its own, in .cortex
  cortex-migrator run my-tree --database-url postgresql://me@db.example/cortex
      migrate into a database that is there

Exit codes:
  0    done
  1    failed, nothing published
  2    wrong use
  3    done, with records in quarantine that --max-quarantine allows
  4    refused before anything began
  130  interrupted; run the same command again to go on

Every option can also be set in the environment or in a file .env: --report-dir
is CORTEX_REPORT_DIRECTORY, --database-url is CORTEX_DATABASE_URL, the safer
place for a password. docs/reference/options.md lists them. NO_COLOR is obeyed.`;

export const runDescription =
  'Migrates a tree into PostgreSQL and writes a report. A second run over the same tree changes nothing; a run ' +
  'that was stopped goes on where it stopped when the same command is given again.';

export const runExamples = `
Examples:
  cortex-migrator run my-tree
      into a PostgreSQL that is kept in .cortex; nothing has to be installed
  cortex-migrator run my-tree --database-url postgresql://me@db.example/cortex
      into a database that is there
  cortex-migrator run my-tree --dry-run
      say what would happen
  cortex-migrator run my-tree --max-quarantine 1%
      done as long as at most one record in a hundred cannot be mapped`;

export const planDescription =
  'Reads the whole tree and says, table by table, what a run would insert, update, leave alone and quarantine. ' +
  'Starts no server and writes nothing to the database. Without --database-url an empty database is assumed.';

export const planExamples = `
Examples:
  cortex-migrator plan my-tree
  cortex-migrator plan my-tree --out plan.json
  cortex-migrator run my-tree --plan plan.json
      run exactly this, or be refused because something changed since`;

export const statusExamples = `
Examples:
  cortex-migrator status
  cortex-migrator status --watch
  cortex-migrator status --database-url postgresql://me@db.example/cortex`;

export const reportExamples = `
Examples:
  cortex-migrator report last
  cortex-migrator report last --format html > report.html`;

export const quarantineDescription =
  'Records that could not be mapped are not lost: their bytes are kept, with the reason, the path and the byte. ' +
  'Correct them in the tree and run again.';

export const replayDescription =
  'Runs the tree again as it lies in the archive of the database, with the rules of this version. Records that can be ' +
  'mapped now leave the quarantine; the others stay. The tree itself is not needed. With an id and --with, the bytes ' +
  'of a file take the place of one record, and win where SQL changed its row; mend the tree as well, or its next run ' +
  'brings the record back as it was.';

export const quarantineExamples = `
Examples:
  cortex-migrator quarantine list
  cortex-migrator quarantine list --reason undecodable
  cortex-migrator quarantine show 17
  cortex-migrator quarantine replay
  cortex-migrator quarantine show 17 --raw > record.json
  cortex-migrator quarantine replay 17 --with record.json
      after correcting record.json`;

export const exportDescription =
  'Writes the tree out of the database alone: every file with its path, mode and bytes. Records that the database ' +
  'changed since they were migrated are rewritten in their own place and shape; new ones go to the live file of ' +
  'their kind, deleted ones are taken out. Files may hold secrets: the folder is for its owner only.';

export const exportExamples = `
Examples:
  cortex-migrator export restored
  cortex-migrator export restored --database-url postgresql://me@db.example/cortex
  cortex-migrator export before --at 06A3
      the tree as that run left it ("status" lists the runs)`;

export const undoDescription =
  'Takes back one run, published, failed or interrupted: afterwards the database is as it was before it. Refused, with ' +
  'a list, when a later run builds on it, when somebody changed its rows since, or refers to rows that would go. ' +
  'Killed in between, it goes on when it is called again.';

export const undoExamples = `
Examples:
  cortex-migrator undo last --dry-run
      what would be taken back, table by table
  cortex-migrator undo last
  cortex-migrator undo 06A3 --yes --database-url postgresql://me@db/cortex`;
