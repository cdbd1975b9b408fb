import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { buildTree } from '@cortex/testing';
import { QUEUE, taskQueue, useFreshPlace } from './test-support/fresh-place';
import { BUNDLE, readError, runMigrator } from './test-support/start-migrator';

const NOBODY = 65_534;
const { place, target, run, readReport, countTables, database } = useFreshPlace();

describe('a tree that cannot be read', () => {
  it.each([
    ['is not there', 'SOURCE_MISSING', () => undefined],
    ['is a file', 'SOURCE_NOT_A_DIRECTORY', () => writeFileSync(place('tree'), '{}')],
    ['is empty', 'SOURCE_EMPTY', () => mkdirSync(place('tree'))],
  ])('that %s is refused with its path, before anything begins', async (_, code, prepare) => {
    prepare();
    const ended = await run(place('tree'));
    expect(ended.code).toBe(2);
    expect(readError(ended)).toContain(`"${place('tree')}"`);
    expect(readError(ended)).toContain(code);
    expect(await countTables()).toBe(0);
  });

  it('that is closed to the user is refused with the path that is closed', async () => {
    await buildTree({ [QUEUE]: taskQueue('a') }, place('tree'));
    chmodSync(place('tree/coordination'), 0);
    cpSync(BUNDLE, place('bundle'), { recursive: true, filter: (path) => !path.endsWith('.map') });
    const uid = process.getuid?.() === 0 ? { uid: NOBODY } : {};
    const ended = await runMigrator(['plan', place('tree')], { bundle: place('bundle'), cwd: '/', ...uid });
    expect(ended.code).toBe(2);
    expect(readError(ended)).toMatch(/coordination.*SOURCE_UNREADABLE/);
  });
});

describe('a document that is no JSON', () => {
  const broken = '{"id": "x", "title": "never ends';

  it('stops a run that allows no quarantine, and nothing is published', async () => {
    await buildTree({ [QUEUE]: taskQueue('a'), 'coordination/tasks/x.json': broken }, place('tree'));
    const ended = await run(place('tree'));
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('Failed: nothing was published.');
    expect(ended.stdout).toContain('[QUARANTINE_THRESHOLD]');
    expect(readReport()).toMatchObject({ run: { state: 'failed' }, quarantine: { total: 1 } });
  });

  it('is quarantined with path, byte and reason when that is allowed; everything else is there', async () => {
    await buildTree({ [QUEUE]: taskQueue('a', 'b'), 'coordination/tasks/x.json': broken }, place('tree'));
    const ended = await run(place('tree'), '--max-quarantine', '1');
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(
      /undecodable 1\n.*\n\s+coordination\/tasks\/x\.json:0\n\s+→ Correct the document/,
    );
    expect(readReport()).toMatchObject({ closes: true, tables: { tasks: { inserted: 2 } } });
    const list = await runMigrator(['quarantine', 'list', ...target()]);
    expect(list.stdout).toMatch(/1\s+undecodable\s+coordination\/tasks\/x\.json:0/);
    const shown = await runMigrator(['quarantine', 'show', '1', ...target(), '--raw']);
    expect(shown.stdout).toBe(broken);
  });

  it('is no hindrance when a repair mends it', async () => {
    await buildTree(
      { 'coordination/tasks/x.json': '{"id": "x", "priority": high, "title": "t"}' },
      place('tree'),
    );
    expect((await run(place('tree'))).code).toBe(0);
    expect(readReport().repairs).toEqual([
      { path: 'coordination/tasks/x.json', member: null, rule: 'bare-word', count: 1 },
    ]);
  });
});

describe('a record that PostgreSQL cannot hold', () => {
  it.each([
    ['a NUL character', '{"id": "x", "title": "a\\u0000b", "status": "pending"}', 'nul-character'],
    ['half a surrogate pair', '{"id": "x", "title": "\\ud800", "status": "pending"}', 'lone-surrogate'],
    ['a number without end', `{"id": "x", "title": "t", "context": {"n": 1e140000}}`, 'number-too-large'],
    ['an id of 10,000 letters', `{"id": "${'x'.repeat(10_000)}", "title": "t"}`, 'id-too-long'],
  ])('because of %s is quarantined alone; its neighbours load', async (_, record, reason) => {
    const tasks = ['{"id": "a", "title": "A"}', record, '{"id": "b", "title": "B"}'];
    await buildTree({ [QUEUE]: `{"tasks": [${tasks.join(', ')}]}` }, place('tree'));
    expect((await run(place('tree'), '--max-quarantine', '50%')).code).toBe(3);
    const { quarantine, closes } = readReport();
    expect({ ...quarantine.byReason, closes }).toEqual({ [reason]: 1, closes: true });
    const { rows } = await database().client.query('SELECT task_id FROM tasks ORDER BY task_id');
    expect(rows.map((row) => row.task_id)).toEqual(['a', 'b']);
  });
});
