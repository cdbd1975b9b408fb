import { readError, runMigrator } from './test-support/start-migrator';

const COMMANDS = ['run', 'plan', 'status', 'report', 'quarantine', 'undo'];

describe('--help', () => {
  it('names every command, the way in and the exit codes, in 80 columns', async () => {
    const { code, stdout, stderr } = await runMigrator(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    expect(stdout).toContain('Begin here:');
    expect(stdout).toMatch(/130 +interrupted/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each(COMMANDS)('explains %s with examples, in 80 columns', async (command) => {
    const { code, stdout } = await runMigrator([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: cortex-migrator ${command}`);
    expect(stdout).toContain('Examples:');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('--version is the version and nothing else', async () => {
    expect(await runMigrator(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe('a command line that cannot be understood', () => {
  it.each([
    [[], 'A command is missing.'],
    [['rnu', 'tree'], "Unknown command 'rnu'. Did you mean run?"],
    [['quarantine', 'lst'], "Unknown command 'lst'. Did you mean list?"],
    [['run', 'tree', '--databse-url', 'x'], "Unknown option '--databse-url'. Did you mean --database-url?"],
    [['run'], "Missing required argument 'tree'."],
    [['run', ''], 'The argument <tree> is empty.'],
    [['run', 'a', 'b'], "Too many arguments for 'run'. Expected 1 argument but got 2."],
    [['run', 'tree', '--database-url'], "Option '--database-url <url>' argument missing."],
    [['run', 'tree', '--target', 'moon'], '--target is "moon", but must be one of local, existing.'],
    [['run', 'tree', '--target', 'existing'], '--target existing needs to know which database'],
    [['run', 'tree', '--max-quarantine', '101%'], '--max-quarantine is "101%", but must be'],
  ])('%j is answered with one sentence and exit code 2', async (args, sentence) => {
    const ended = await runMigrator(args);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(readError(ended)).toContain(sentence);
    expect(ended.stderr.split('\n').length).toBeLessThanOrEqual(5);
  });

  it('a URL that is none is not repeated: it may hold a password', async () => {
    const ended = await runMigrator(['run', 'tree', '--database-url', 'mysql://me:planted@db/x']);
    expect(ended.code).toBe(2);
    expect(ended.everything).not.toContain('planted');
  });
});
