import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgressEvent, RunReport } from '@cortex/domain';
import { buildTree, createTestDatabase, type TestDatabase } from '@cortex/testing';
import { runMigrator, type Ended } from './test-support/start-migrator';

const ESCAPE = '\u001b';
const QUEUE = JSON.stringify({
  tasks: [{ id: 'a', title: 'A', status: 'pending', created_at: '2026-01-01T00:00:00Z' }],
});

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cortex-output-'));
  await buildTree({ 'coordination/task-queue.json': QUEUE }, join(folder, 'tree'));
  database = await createTestDatabase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

const run = (more: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
  runMigrator(
    [
      'run',
      join(folder, 'tree'),
      '--database-url',
      database.url,
      '--report-dir',
      join(folder, 'report'),
      ...more,
    ],
    { env },
  );
const parseLines = (stdout: string): ProgressEvent[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('without a terminal', () => {
  it('a run is plain lines: phases, the report, where its files are', async () => {
    const { code, stdout } = await run([]);
    expect(code).toBe(0);
    expect(stdout).not.toContain(ESCAPE);
    expect(stdout).toMatch(/^Reach PostgreSQL {4}.* m?s\nPrepare the schema /);
    expect(stdout).toContain('✔ Closed: the one record is accounted for.');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`Report  ${join(folder, 'report')}/report.html`);
    expect(stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('Report'))).toEqual([]);
  });

  it('there is colour only when FORCE_COLOR asks for it and NO_COLOR does not forbid it', async () => {
    expect((await run([], { FORCE_COLOR: '1' })).stdout).toContain(ESCAPE);
    expect((await run([], { FORCE_COLOR: '1', NO_COLOR: '1' })).stdout).not.toContain(ESCAPE);
    expect((await run([], { TERM: 'xterm-256color' })).stdout).not.toContain(ESCAPE);
  });
});

describe('--json', () => {
  it('writes events as lines to stdout and nothing else; the last one is the report', async () => {
    const { stdout } = await run(['--json', '--rescan']);
    const events = parseLines(stdout);
    const last = events.at(-1);
    const written: RunReport = JSON.parse(readFileSync(join(folder, 'report/report.json'), 'utf8'));
    expect(last).toEqual({ type: 'report', report: written });
    const started = events.flatMap((event) => (event.type === 'phase-started' ? [event.phase] : []));
    const finished = events.flatMap((event) => (event.type === 'phase-finished' ? [event.phase] : []));
    expect(started).toEqual(['server', 'migrations', 'scan', 'load', 'indexes', 'gate', 'publish', 'report']);
    expect(finished).toEqual(started);
  });

  it.each([
    ['an error of the work', ['run', '/nowhere', '--json'], 'SOURCE_MISSING'],
    ['a mistyped flag', ['run', '/nowhere', '--json', '--frce'], 'CLI_USAGE'],
    ['a wrong value', ['run', '/nowhere', '--json', '--chunk-size', 'many'], 'OPTION_INVALID'],
  ])('%s is one object', async (_, args, errorCode) => {
    const { code, stdout, stderr } = await runMigrator(args);
    expect([code, stderr]).toEqual([2, '']);
    expect(parseLines(stdout)).toEqual([
      expect.objectContaining({ type: 'error', code: errorCode, exitCode: 2, message: expect.any(String) }),
    ]);
  });
});

describe('--verbose', () => {
  it('logs events to stderr, without the password', async () => {
    const { stderr, everything } = await run(['--verbose']);
    const logged = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).event);
    expect(logged).toContain('migrate.run.opened');
    expect(everything).not.toContain(new URL(database.url).password);
  });

  it('is the opposite of --log-level silent', async () => {
    expect((await run(['--log-level', 'silent'])).stderr).toBe('');
  });
});

describe('what a run left behind', () => {
  const look = (...args: string[]): Promise<Ended> => runMigrator([...args, '--database-url', database.url]);

  it('status lists the runs', async () => {
    const { code, stdout } = await look('status');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^RUN +STATE +TREE +STARTED/);
    expect(stdout).toMatch(/published +tree/);
  });

  it('status --json is one object', async () => {
    const { runs } = JSON.parse((await look('status', '--json')).stdout);
    expect(runs[0]).toMatchObject({ state: 'published', treeName: 'tree', hasReport: true });
  });

  it.each([
    ['md', /^# Migration report\n/],
    ['html', /^<!doctype html>/],
    ['json', /^\{\n {2}"run"|^\{\n {2}"schemaVersion": 1/],
    ['text', /Records +1\n/],
  ])('report last --format %s is the stored report', async (format, expected) => {
    const { code, stdout } = await look('report', 'last', '--format', format);
    expect(code).toBe(0);
    expect(stdout).toMatch(expected);
  });

  it('a run, a record and a format that are not there are named', async () => {
    expect(await look('report', 'nope')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('RUN_NOT_FOUND'),
    });
    expect(await look('quarantine', 'show', '999')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('QUARANTINE_NOT_FOUND'),
    });
    expect(await look('report', 'last', '--format', 'pdf')).toMatchObject({ code: 2 });
  });

  it('an empty quarantine says so', async () => {
    expect(await look('quarantine', 'list')).toMatchObject({
      code: 0,
      stdout: 'Nothing is in quarantine.\n',
    });
  });
});

describe('the local target', () => {
  it('needs nothing but a tree, keeps what it made, and finds it again', async () => {
    const cwd = join(folder, 'local');
    await buildTree({ 'tree/coordination/task-queue.json': QUEUE }, cwd);
    expect(await runMigrator(['status'], { cwd })).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('No tree has been migrated here yet.'),
    });
    const first = await runMigrator(['run', 'tree', '--target', 'local', '--once'], { cwd });
    expect(first.code).toBe(0);
    const [runId = ''] = readdirSync(join(cwd, '.cortex/reports'));
    expect(first.stdout).toContain(`Report  .cortex/reports/${runId}/report.html`);
    const second = await runMigrator(['run', 'tree'], { cwd });
    expect(second.stdout).toContain('Closed: nothing had changed, nothing was written.');
    expect((await runMigrator(['status'], { cwd })).stdout).toContain(runId.slice(0, 13));
    expect(
      (await runMigrator(['report', runId, '--format', 'md', '--tree', 'tree'], { cwd })).stdout,
    ).toContain(runId);
  });
});
