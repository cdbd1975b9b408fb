import { writeFileSync } from 'node:fs';
import { buildTree, runSql, testServerUrl } from '@cortex/testing';
import { QUEUE, taskQueue, useFreshPlace } from './test-support/fresh-place';
import { readError, runMigrator } from './test-support/start-migrator';

const { place, target, run, countTables, database } = useFreshPlace();

const changed = (change: (url: URL) => void): string => {
  const url = new URL(database().url);
  change(url);
  return url.href;
};

describe('a database that cannot be used', () => {
  it.each([
    ['does not answer', 'DATABASE_UNREACHABLE', () => changed((url) => (url.port = '1'))],
    [
      'has another password',
      'DATABASE_AUTH_FAILED',
      () => changed((url) => (url.password = 'planted-wrong')),
    ],
    ['does not exist', 'DATABASE_MISSING', () => changed((url) => (url.pathname = '/cortex_nowhere'))],
  ])('because it %s is named with the option to change, and no password', async (_, code, url) => {
    await buildTree({ [QUEUE]: taskQueue('a') }, place('tree'));
    const given = url();
    const ended = await runMigrator([
      'run',
      place('tree'),
      ...target(given),
      '--report-dir',
      place('report'),
    ]);
    expect(ended.code).toBe(4);
    expect(readError(ended)).toContain(code);
    expect(readError(ended)).toContain('--database-url');
    expect(ended.everything).not.toContain(new URL(given).password);
  });

  it('because the user may not create anything is refused before the load', async () => {
    await buildTree({ [QUEUE]: taskQueue('a') }, place('tree'));
    const role = `cortex_e2e_${database().name.slice(-12)}`;
    await runSql(testServerUrl(), `CREATE ROLE ${role} LOGIN PASSWORD 'planted-e2e'`);
    try {
      const url = changed((changing) => {
        changing.username = role;
        changing.password = 'planted-e2e';
      });
      const ended = await runMigrator([
        'run',
        place('tree'),
        ...target(url),
        '--report-dir',
        place('report'),
      ]);
      expect(ended.code).toBe(4);
      expect(readError(ended)).toContain('may not create tables');
      expect(readError(ended)).toContain(`GRANT CREATE ON SCHEMA public TO "${role}"`);
      expect(ended.everything).not.toContain('planted-e2e');
      expect(await countTables()).toBe(0);
    } finally {
      await runSql(testServerUrl(), `DROP ROLE ${role}`);
    }
  });

  it('because it has another encoding than UTF8 is left as it is', async () => {
    await buildTree({ [QUEUE]: taskQueue('a') }, place('tree'));
    const name = `cortex_latin_${database().name.slice(-12)}`;
    await runSql(testServerUrl(), `CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
    try {
      const url = changed((changing) => (changing.pathname = `/${name}`));
      const ended = await runMigrator(['run', place('tree'), ...target(url)], { cwd: place('.') });
      expect([ended.code, readError(ended)]).toEqual([4, expect.stringContaining('the encoding LATIN1')]);
    } finally {
      await runSql(testServerUrl(), `DROP DATABASE ${name}`);
    }
  });

  it('by default for writing is written to all the same', async () => {
    await buildTree({ [QUEUE]: taskQueue('a') }, place('tree'));
    const { client, name } = database();
    await client.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    expect((await run(place('tree'))).code).toBe(0);
  });

  it("because it holds another system's tables is left as it is", async () => {
    await database().client.query('CREATE TABLE tasks (id integer)');
    await buildTree({ [QUEUE]: taskQueue('a') }, place('tree'));
    const ended = await run(place('tree'));
    expect(ended.code).toBe(4);
    expect(readError(ended)).toContain('SCHEMA_FOREIGN');
    expect(await countTables()).toBe(1);
  });

  it('because it holds another tree is left as it is', async () => {
    await buildTree({ [QUEUE]: taskQueue('a') }, place('one'));
    await buildTree({ 'coordination/other.json': '{"b": 1}' }, place('two'));
    expect((await run(place('one'))).code).toBe(0);
    const ended = await run(place('two'));
    expect(ended.code).toBe(4);
    expect(readError(ended)).toContain('TARGET_HOLDS_OTHER_TREE');
  });
});

describe('a place for reports that cannot be written', () => {
  it('is found before the load begins', async () => {
    await buildTree({ [QUEUE]: taskQueue('a') }, place('tree'));
    writeFileSync(place('report'), 'a file where the folder should be');
    const ended = await run(place('tree'));
    expect(ended.code).toBe(2);
    expect(readError(ended)).toContain('REPORT_UNWRITABLE');
    expect(readError(ended)).toContain(place('report'));
    expect(await countTables()).toBe(0);
  });
});

describe('a plan', () => {
  const plan = (): string => place('plan.json');

  it('that still fits is run', async () => {
    await buildTree({ [QUEUE]: taskQueue('a') }, place('tree'));
    expect((await runMigrator(['plan', place('tree'), ...target().slice(2), '--out', plan()])).code).toBe(0);
    expect((await run(place('tree'), '--plan', plan())).code).toBe(0);
  });

  it('for a tree that has changed since is refused', async () => {
    await buildTree({ [QUEUE]: taskQueue('a') }, place('tree'));
    await runMigrator(['plan', place('tree'), '--out', plan()]);
    await buildTree({ [QUEUE]: taskQueue('a', 'b') }, place('tree'));
    const ended = await run(place('tree'), '--plan', plan());
    expect([ended.code, readError(ended)]).toEqual([4, expect.stringContaining('PLAN_STALE')]);
  });

  it.each([
    ['is not there', () => undefined],
    ['is no JSON', () => writeFileSync(plan(), '{')],
    ['is something else', () => writeFileSync(plan(), '{"schemaVersion": 1}')],
  ])('that %s is refused with its path', async (_, prepare) => {
    prepare();
    await buildTree({ [QUEUE]: taskQueue('a') }, place('tree'));
    const ended = await run(place('tree'), '--plan', plan());
    expect(ended.code).toBe(2);
    expect(readError(ended)).toMatch(/plan\.json.*PLAN_INVALID/);
    expect(await countTables()).toBe(0);
  });
});
