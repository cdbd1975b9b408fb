import { choiceOption } from './choice-option';
import { integerOption } from './integer-option';
import { listOption } from './list-option';
import { quotaOption } from './quota';
import { secretOption } from './secret-option';
import { switchOption } from './switch-option';
import { textOption } from './text-option';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const isDatabaseUrl = (text: string): boolean => /^postgres(?:ql)?:\/\/./.test(text);

/** How and where the database is reached. Every program that talks to PostgreSQL takes these. */
export const databaseOptions = {
  databaseUrl: secretOption({
    name: 'databaseUrl',
    description:
      'PostgreSQL to use, as a direct connection (no transaction pooler). Not needed with --target local.',
    placeholder: '<url>',
    expected: 'a URL such as postgresql://user:password@host:5432/database',
    isValid: isDatabaseUrl,
  }),
  connectTimeoutMs: integerOption({
    name: 'connectTimeoutMs',
    description: 'How long to wait for the server to accept a connection, in milliseconds.',
    placeholder: '<ms>',
    default: 10_000,
    min: 100,
    max: 10 * MINUTE_MS,
  }),
  statementTimeoutMs: integerOption({
    name: 'statementTimeoutMs',
    description: 'After how many milliseconds the server cancels one statement; 0 is never.',
    placeholder: '<ms>',
    default: 10 * MINUTE_MS,
    min: 0,
    max: DAY_MS,
  }),
  lockTimeoutMs: integerOption({
    name: 'lockTimeoutMs',
    description:
      'How many milliseconds a statement waits for a lock that another session holds; 0 is for ever.',
    placeholder: '<ms>',
    default: 30_000,
    min: 0,
    max: DAY_MS,
  }),
} as const;

/** What a program says about itself while it runs. */
export const outputOptions = {
  json: switchOption({
    name: 'json',
    description: 'Write progress and result as JSON lines instead of text.',
  }),
  verbose: switchOption({
    name: 'verbose',
    description: 'Log every step to stderr; the same as --log-level debug.',
  }),
  logLevel: choiceOption({
    name: 'logLevel',
    description: 'Lowest level that is logged to stderr. Not set: silent on a terminal, info without one.',
    choices: ['silent', 'error', 'warn', 'info', 'debug'],
    default: undefined,
  }),
} as const;

/** How a tree gets into a database. */
export const runOptions = {
  target: choiceOption({
    name: 'target',
    description:
      'Where the database runs: an embedded PostgreSQL on this machine, or the existing one of --database-url.',
    choices: ['local', 'existing'],
    default: undefined,
  }),
  dataDirectory: textOption({
    name: 'dataDirectory',
    flag: '--data-dir',
    description: 'Where the embedded PostgreSQL, its password and its log are kept.',
    placeholder: '<dir>',
    expected: 'a directory',
    default: '.cortex',
  }),
  reportDirectory: textOption({
    name: 'reportDirectory',
    flag: '--report-dir',
    description: 'Where the report of a run is written (report.json, report.md, report.html).',
    placeholder: '<dir>',
    expected: 'a directory',
    default: '.cortex/reports',
  }),
  maxQuarantine: quotaOption({
    name: 'maxQuarantine',
    description: 'How many records, or what part of them, may be quarantined in a run that counts as done.',
    default: { kind: 'count', count: 0 },
  }),
  include: listOption({
    name: 'include',
    description:
      'Also take documents whose path in the tree matches this glob; may be given several times. Folders named coordination and agents always belong to the tree.',
    placeholder: '<glob>',
    expected: 'a glob such as coordination/**/*.json',
  }),
  dryRun: switchOption({
    name: 'dryRun',
    description: 'Say what a run would do and write nothing; the same as the command plan.',
  }),
  trustStat: switchOption({
    name: 'trustStat',
    description:
      'In a rerun, do not read files whose size, mode, times and inode are those of the last import. Without it they are hashed.',
  }),
  rescan: switchOption({
    name: 'rescan',
    description: 'Decode the tree and compare every record, even when no file changed since the last run.',
  }),
  skipValidation: switchOption({
    name: 'skipValidation',
    description:
      'Leave out the comparison of database and tree after the load. Without effect so far: there is no validator yet, and every report says "verification: not-run".',
  }),
  once: switchOption({
    name: 'once',
    description:
      'End after the report, and stop the embedded PostgreSQL. Without effect so far: there is no API to serve afterwards, so every run ends there.',
  }),
  roles: choiceOption({
    name: 'roles',
    description: 'Database roles: create those that are missing, require them to be there, or do without.',
    choices: ['create', 'require', 'skip'],
    default: 'create',
  }),
  chunkSize: integerOption({
    name: 'chunkSize',
    description: 'Records per transaction; a run that was stopped repeats at most one chunk.',
    default: 5_000,
    min: 1,
    max: 1_000_000,
  }),
} as const;

/** What an export writes. */
export const exportOptions = {
  exportAt: textOption({
    name: 'exportAt',
    flag: '--at',
    description:
      'Export the tree as this run left it (id of a run, the beginning of one, or "last"), without later changes of the database.',
    placeholder: '<run>',
    expected: 'the id of a run',
    default: undefined,
  }),
  noVerify: switchOption({
    name: 'noVerify',
    description:
      'Leave out reading the exported tree again and comparing it with the database; the summary says so.',
  }),
} as const;

export const migratorOptions = {
  ...databaseOptions,
  ...runOptions,
  ...exportOptions,
  ...outputOptions,
} as const;
