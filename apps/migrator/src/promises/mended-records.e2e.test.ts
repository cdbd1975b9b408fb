import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { RunReport } from '@cortex/domain';
import { buildTree, temporaryDirectory } from '@cortex/testing';

import { migrate, runBuiltMigrator } from './test-support/run-built-migrator';
import { health, lines, queue, task, useUndoPlace } from './test-support/use-undo-place';

const long = 'x'.repeat(1_200);

/** What spoils a record, and what it is when it is mended; each in a queue between two neighbours. */
const FAULTS: readonly (readonly [reason: string, bad: string])[] = [
  ['nul-character', '{"id": "m", "title": "a\\u0000b"}'],
  ['lone-surrogate', '{"id": "m", "title": "a\\ud800b"}'],
  ['number-too-large', `{"id": "m", "title": "a", "context": {"n": ${'9'.repeat(200_000)}}}`],
  ['id-too-long', `{"id": "${long}", "title": "a"}`],
];
const GOOD = '{"id": "m", "title": "mended", "created_at": "2026-01-01T00:00:00Z"}';

const around = (record: string) =>
  `{"tasks": [\n${JSON.stringify(task('before'))},\n${record},\n${JSON.stringify(task('after'))}\n]}\n`;

describe('a record in quarantine that is mended', () => {
  const { database, folder, target, runOver, undo, state } = useUndoPlace();

  const sql = async (text: string) => (await database().client.query(text)).rows;
  const open = () =>
    sql('SELECT quarantine_id AS id, reason_code FROM quarantine WHERE replayed_at IS NULL ORDER BY 1');

  async function mend(text: string | Buffer, position = 0) {
    const id = String((await open())[position]?.id);
    const place = await temporaryDirectory();
    try {
      await writeFile(join(place.path, 'record'), text);
      const args = ['quarantine', 'replay', id, '--with', join(place.path, 'record'), '--json'];
      return await runBuiltMigrator([...args, '--max-quarantine', '100%', ...target()]);
    } finally {
      await place.remove();
    }
  }
  const reportOf = ({ stdout }: { readonly stdout: string }): RunReport =>
    JSON.parse(stdout.trim().split('\n').at(-1) ?? '').report;

  it.each(FAULTS)(
    'finds its row with --with, says so in the ledger, and can be undone (%s)',
    async (reason, bad) => {
      await runOver({ 'coordination/task-queue.json': around(bad) });
      const before = await state();
      expect(await open()).toMatchObject([{ reason_code: reason }]);
      const { code, ...output } = await mend(GOOD);
      expect([code, reportOf(output).closes]).toEqual([0, true]);
      expect(await open()).toEqual([]);
      expect(await sql("SELECT title FROM tasks WHERE task_id = 'm'")).toEqual([{ title: 'mended' }]);
      expect(await sql("SELECT ordinal FROM source_records WHERE reason = 'mended-by-hand'")).toEqual([
        { ordinal: 1 },
      ]);
      // The original bytes stay in the archive.
      const { rows } = await database().client.query(
        'SELECT count(*)::int AS n FROM document_chunks WHERE bytes = $1',
        [Buffer.from(around(bad))],
      );
      expect(rows).toEqual([{ n: 1 }]);
      expect((await undo('last', '--yes')).code).toBe(0);
      expect(await state()).toEqual(before);
    },
  );

  it.each(FAULTS)('leaves the quarantine when its file is mended and run again (%s)', async (_, bad) => {
    await runOver({ 'coordination/task-queue.json': around(bad) });
    await runOver({ 'coordination/task-queue.json': around(GOOD) });
    expect(await open()).toEqual([]);
    expect(await sql("SELECT title FROM tasks WHERE task_id = 'm'")).toEqual([{ title: 'mended' }]);
  });

  it('may be a whole document, with all the records that were not to be seen in it', async () => {
    await runOver({ 'coordination/task-queue.json': '{"tasks": [{"id": "a", ' });
    expect(await open()).toMatchObject([{ reason_code: 'undecodable' }]);
    const { code, ...output } = await mend(JSON.stringify({ tasks: [task('a'), task('b')] }));
    expect([code, reportOf(output).records]).toMatchObject([0, { inserted: 2, quarantined: 0 }]);
  });

  it('may be the last one of a log without a line end, or one of several', async () => {
    const log = 'coordination/health-reports.jsonl';
    await runOver({
      [log]: `${lines(health('one'))}{"component": "c", "details": ["\n${lines(health('two')).trimEnd()}`,
    });
    const found = await open();
    expect(found.length).toBeGreaterThan(0);
    const { code, ...output } = await mend(`${JSON.stringify(health('mended'))}\n`);
    expect(reportOf(output).closes).toBe(true);
    expect([code, (await open()).length]).toEqual([found.length === 1 ? 0 : 3, found.length - 1]);
  });

  it('is nested in a record that keeps its other children', async () => {
    const nested = (id: string) =>
      `{"id": "parent", "title": "p", "subtasks": [{"id": "one", "title": "1"}, {"id": "${id}", "title": "2"}]}`;
    await runOver({ 'coordination/tasks/parent.json': nested(long) });
    expect(await open()).toMatchObject([{ reason_code: 'id-too-long' }]);
    const { code, ...output } = await mend('{"id": "two", "title": "2"}');
    expect([code, reportOf(output).closes]).toEqual([0, true]);
    expect(await sql('SELECT task_id FROM tasks WHERE NOT is_stub ORDER BY 1')).toEqual(
      ['one', 'parent', 'two'].map((task_id) => ({ task_id })),
    );
  });

  it('wins over what SQL made of its row when both had changed, and undo brings the conflict back', async () => {
    await runOver(queue(task('a', { title: 'one' })));
    await sql("UPDATE tasks SET title = 'by SQL' WHERE task_id = 'a'");
    await runOver(queue(task('a', { title: 'by the tree' })));
    expect(await open()).toMatchObject([{ reason_code: 'conflict' }]);
    const before = await state();
    const { code, ...output } = await mend(JSON.stringify(task('a', { title: 'agreed' })));
    expect([code, reportOf(output).closes]).toEqual([0, true]);
    expect(await sql('SELECT title FROM tasks')).toEqual([{ title: 'agreed' }]);
    expect((await undo('last', '--yes')).code).toBe(0);
    expect(await state()).toEqual(before);
  });

  it('wins with the very bytes that are in conflict: the tree is right', async () => {
    const right = JSON.stringify(task('a', { title: 'by the tree' }));
    await runOver(queue(task('a', { title: 'one' })));
    await sql("DELETE FROM tasks WHERE task_id = 'a'");
    await runOver(queue(task('a', { title: 'by the tree' })));
    expect(await open()).toMatchObject([{ reason_code: 'conflict' }]);
    const before = await state();
    expect((await mend(right)).code).toBe(0);
    expect(await sql('SELECT title FROM tasks')).toEqual([{ title: 'by the tree' }]);
    expect(await open()).toEqual([]);
    expect((await undo('last', '--yes')).code).toBe(0);
    expect(await state()).toEqual(before);
  });

  it('is tried before anything is written: a second bad version is refused', async () => {
    await runOver({ 'coordination/task-queue.json': around('{"id": "m", "title": "a\\u0000b"}') });
    const before = await state();
    const {
      code,
      everything = '',
      stdout,
      stderr,
    } = { everything: undefined, ...(await mend('{"id": "m", "title": "\\ud800"}')) };
    expect([code, `${stdout}${stderr}${everything}`]).toEqual([4, expect.stringContaining('lone-surrogate')]);
    expect(await state()).toEqual(before);
  });

  it('is refused when it has left the quarantine, or lies in an archive', async () => {
    await runOver({ 'coordination/task-queue.json': around(FAULTS[0]?.[1] ?? '') });
    const [{ id }] = await open();
    await mend(GOOD);
    const again = await runBuiltMigrator([
      'quarantine',
      'replay',
      String(id),
      '--with',
      __filename,
      ...target(),
    ]);
    expect([again.code, again.stderr]).toEqual([
      expect.any(Number),
      expect.stringContaining('has left the quarantine'),
    ]);
    expect(again.code).not.toBe(0);
  });

  it('lies in an archive that is mended in the tree', async () => {
    const path = 'coordination/events/old.jsonl.gz';
    const events = (details: string) =>
      gzipSync(`{"event_type": "a", "timestamp": "2026-03-01T08:00:00Z", "message": "${details}"}\n`);
    const runArchive = async (details: string): Promise<void> => {
      await buildTree({ [path]: events(details) }, folder());
      const { report } = await migrate(folder(), database().url);
      expect([report.closes, report.failure]).toEqual([true, null]);
    };
    await runArchive('a\\u0000b');
    expect(await open()).toMatchObject([{ reason_code: 'nul-character' }]);
    const refused = await mend('{}');
    expect(`${refused.stdout}${refused.stderr}`).toContain('lies in an archive');
    const before = await state();
    await runArchive('mended');
    expect(await open()).toEqual([]);
    expect((await undo('last', '--yes')).code).toBe(0);
    expect(await state()).toEqual(before);
  });
});
