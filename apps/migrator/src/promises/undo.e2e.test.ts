import { join } from 'node:path';

import { fingerprintContent } from '@cortex/data';
import { createMigratedDatabase } from '@cortex/testing';

import { readStandingState } from './test-support/read-standing-state';
import { migrate, runBuiltMigrator } from './test-support/run-built-migrator';
import { AFTER, BEFORE, queue, task, useUndoPlace } from './test-support/use-undo-place';

const EXAMPLE = join(__dirname, '../../../../examples/cortex');
const HOSTILE = join(__dirname, '../../../../examples/hostile');

describe('undo', () => {
  const { database, folder, runOver, undo, killed, state } = useUndoPlace();

  it('of the second of two runs leaves the database as the first one left it', async () => {
    await runOver(BEFORE);
    const first = await state();
    const run = await runOver(AFTER);
    const second = await state();
    expect(second['fingerprint']).not.toBe(first['fingerprint']);
    const { code, stdout } = await undo(run, '--yes');
    expect(code).toBe(0);
    expect(stdout).toContain(`Run ${run} is undone.`);
    expect(await state()).toEqual(first);
    await runOver(AFTER);
    expect((await state())['fingerprint']).toBe(second['fingerprint']);
  });

  it.each([
    ['the example', EXAMPLE],
    ['every mess', HOSTILE],
  ])('of the only run leaves an empty database (%s)', async (_, tree) => {
    const empty = await createMigratedDatabase();
    try {
      const { report } = await migrate(tree, database().url);
      expect(await fingerprintContent(database().url)).not.toBe(await fingerprintContent(empty.url));
      expect((await undo(report.run.id ?? '', '--yes', '--chunk-size', '7')).code).toBe(0);
      expect(await fingerprintContent(database().url)).toBe(await fingerprintContent(empty.url));
      const left = Object.entries(await readStandingState(database())).filter(([, rows]) => rows.length > 0);
      expect(left.map(([table, rows]) => [table, rows.length])).toEqual([
        ['agents', 1],
        ['users', 1],
      ]);
    } finally {
      await empty.drop();
    }
  });

  it('says what it would do and writes nothing with --dry-run', async () => {
    await runOver(BEFORE);
    await runOver(AFTER);
    const before = await state();
    const { code, stdout } = await undo('last', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^tasks +\d+ +\d+$/m);
    expect(await state()).toEqual(before);
  });

  it('takes back a run that was killed, and the one that it was killed in can be undone after it', async () => {
    await runOver(BEFORE);
    const first = await state();
    await runOver(AFTER);
    expect((await undo('last', '--yes')).code).toBe(0);
    for (const failpoint of [
      'load.documents.committed=kill',
      'load.rows.committed@3=kill',
      'gate.begin=kill',
    ]) {
      expect(
        await killed(['run', folder(), '--max-quarantine', '100%', '--chunk-size', '2'], failpoint),
      ).toBe('SIGKILL');
      expect((await undo('last', '--yes')).code).toBe(0);
      expect(await state()).toEqual(first);
    }
  });

  it('knows what a run over another tree did to the documents of a run that was killed', async () => {
    await runOver(BEFORE);
    const first = await state();
    await runOver(AFTER);
    await undo('last', '--yes');
    await killed(['run', folder(), '--max-quarantine', '100%'], 'load.documents.committed=kill');
    const half = await state();
    await runOver({ ...AFTER, 'coordination/notes.md': 'three' });
    expect((await undo('last', '--yes')).code).toBe(0);
    expect(await state()).toEqual({ ...half, runs: (await state())['runs'] });
    expect((await undo('last', '--yes')).code).toBe(0);
    expect(await state()).toEqual(first);
  });

  it('of a run that wrote nothing changes nothing', async () => {
    await runOver(queue(task('a')));
    const first = await state();
    await runOver(queue(task('a')));
    expect((await undo('last', '--yes')).code).toBe(0);
    expect(await state()).toEqual(first);
  });

  it('brings back what was known of a row that SQL deleted and a later run made again as a stub', async () => {
    await runOver(queue(task('a'), task('b')));
    await database().client.query("DELETE FROM tasks WHERE task_id = 'b'");
    const first = await state();
    await runOver(queue(task('a'), task('c', { parent_task_id: 'b' })));
    expect((await undo('last', '--yes')).code).toBe(0);
    expect(await state()).toEqual(first);
  });

  it('is shown by status', async () => {
    await runOver(queue(task('a')));
    await undo('last', '--yes');
    const { rows } = await database().client.query('SELECT state FROM migration_runs');
    expect(rows).toEqual([{ state: 'undone' }]);
  });
});

describe('an undo that is killed', () => {
  const { database, folder, target, runOver, undo, killed, state } = useUndoPlace();

  it.each([
    'undo.begin.written=kill',
    'undo.begin=kill',
    'undo.chunk.written=kill',
    'undo.chunk.committed=kill',
    'undo.chunk.written@4=kill',
    'undo.chunk.committed@6=kill',
    'undo.chunk.committed@12=kill',
    'undo.end.written=kill',
    'undo.end=kill',
  ])('goes on when it is called again (%s)', async (failpoint) => {
    await runOver(BEFORE);
    const first = await state();
    const run = await runOver(AFTER);
    expect(await killed(['undo', run, '--yes', '--chunk-size', '2'], failpoint)).toBe('SIGKILL');
    const again = await undo(run, '--yes', '--chunk-size', '2');
    expect(again.code).toBe(failpoint === 'undo.end=kill' ? 4 : 0);
    expect(await state()).toEqual(first);
  });

  it('keeps runs out until it is finished', async () => {
    const run = await runOver(AFTER);
    await killed(['undo', run, '--yes'], 'undo.chunk.committed=kill');
    const refused = await runBuiltMigrator(['run', folder(), ...target()]);
    expect([refused.code, refused.stderr]).toEqual([
      4,
      expect.stringContaining(`cortex-migrator undo ${run}`),
    ]);
    await undo(run, '--yes');
    const { rows } = await database().client.query('SELECT count(*)::int AS tasks FROM tasks');
    expect(rows).toEqual([{ tasks: 0 }]);
  });
});
