import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';

describe('hierarchies and lineage', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    await database.client.query(`
      INSERT INTO tasks (task_id, title, parent_task_id) VALUES
        ('root', 'Root', NULL), ('b', 'B', 'root'), ('a', 'A', 'root'), ('a1', 'A1', 'a'), ('self', 'Self', NULL),
        ('x', 'X', NULL), ('y', 'Y', 'x');
      UPDATE tasks SET parent_task_id = 'self' WHERE task_id = 'self';
      UPDATE tasks SET parent_task_id = 'y' WHERE task_id = 'x';
      -- A diamond (root → a, b → a1) that closes into a cycle (a1 → root).
      INSERT INTO task_lineage (parent_task_id, child_task_id, relationship_type) VALUES
        ('root', 'a', 'spawned'), ('root', 'b', 'spawned'), ('a', 'a1', 'blocks'), ('b', 'a1', 'depends_on'),
        ('a1', 'root', 'related_to'), ('self', 'self', 'next');
      INSERT INTO assets (asset_id, asset_type, name, sensitivity) VALUES
        ('raw', 'database', 'Raw', 'secret'), ('model', 'service', 'Model', 'internal'), ('page', 'documentation', 'Page', 'public');
      INSERT INTO asset_lineage (upstream_asset_id, downstream_asset_id, lineage_type, confidence) VALUES
        ('raw', 'model', 'transforms', 0.9), ('model', 'page', 'generates', 1);
      INSERT INTO agents (agent_id, agent_type, parent_agent_id, master_agent_id) VALUES
        ('m', 'master', NULL, NULL), ('w1', 'worker', 'm', NULL), ('w2', 'worker', NULL, 'm'), ('w3', 'worker', 'w1', 'm')`);
  });

  afterAll(() => database.drop());

  const query = async (text: string): Promise<any[]> => (await database.client.query(text)).rows;

  it('give a task and everything below it, level by level', async () => {
    expect(await query(`SELECT * FROM get_task_hierarchy('root')`)).toEqual([
      { task_id: 'root', parent_task_id: null, title: 'Root', task_status: 'pending', level: 0 },
      { task_id: 'a', parent_task_id: 'root', title: 'A', task_status: 'pending', level: 1 },
      { task_id: 'b', parent_task_id: 'root', title: 'B', task_status: 'pending', level: 1 },
      { task_id: 'a1', parent_task_id: 'a', title: 'A1', task_status: 'pending', level: 2 },
    ]);
    expect(await query(`SELECT * FROM get_task_hierarchy('nobody')`)).toEqual([]);
  });

  it('end in a task that is its own parent, and in a ring of tasks', async () => {
    expect(await query(`SELECT task_id, level FROM get_task_hierarchy('self')`)).toEqual([
      { task_id: 'self', level: 0 },
    ]);
    expect(await query(`SELECT task_id, level FROM get_task_hierarchy('x')`)).toEqual([
      { task_id: 'x', level: 0 },
      { task_id: 'y', level: 1 },
    ]);
  });

  it('give agents below their parent, or below their master', async () => {
    expect(await query(`SELECT agent_id, parent_agent_id, level FROM get_agent_hierarchy('m')`)).toEqual([
      { agent_id: 'm', parent_agent_id: null, level: 0 },
      { agent_id: 'w1', parent_agent_id: 'm', level: 1 },
      { agent_id: 'w2', parent_agent_id: 'm', level: 1 },
      { agent_id: 'w3', parent_agent_id: 'w1', level: 2 },
    ]);
    expect(await query(`SELECT agent_id FROM get_agent_hierarchy() WHERE level = 0`)).toEqual([
      { agent_id: 'm' },
      { agent_id: 'system' },
    ]);
  });

  const edges = async (call: string): Promise<unknown[]> =>
    (await query(`SELECT * FROM ${call}`)).map(({ direction, depth, task_id, via_task_id }) =>
      [direction, depth, via_task_id, task_id].join(' '),
    );

  it('walk task lineage downstream, each edge once, though it has a diamond and a cycle', async () => {
    expect(await edges(`get_task_lineage('root', 'downstream')`)).toEqual([
      'downstream 1 root a',
      'downstream 1 root b',
      'downstream 2 a a1',
      'downstream 2 b a1',
      'downstream 3 a1 root',
    ]);
  });

  it('walk it upstream and both ways, no further than asked', async () => {
    expect(await edges(`get_task_lineage('a1', 'upstream', 1)`)).toEqual([
      'upstream 1 a1 a',
      'upstream 1 a1 b',
    ]);
    expect(await edges(`get_task_lineage('b', 'both', 1)`)).toEqual([
      'downstream 1 b a1',
      'upstream 1 b root',
    ]);
    expect(await edges(`get_task_lineage('b', 'both', 0)`)).toEqual([]);
    expect(await edges(`get_task_lineage('self')`)).toEqual([
      'downstream 1 self self',
      'upstream 1 self self',
    ]);
  });

  it('walk asset lineage both ways with what the reader needs to judge it', async () => {
    expect(await query(`SELECT * FROM get_asset_lineage('model')`)).toEqual([
      {
        direction: 'downstream',
        depth: 1,
        asset_id: 'page',
        via_asset_id: 'model',
        lineage_type: 'generates',
        confidence: '1.00',
        name: 'Page',
        asset_type: 'documentation',
        sensitivity: 'public',
      },
      {
        direction: 'upstream',
        depth: 1,
        asset_id: 'raw',
        via_asset_id: 'model',
        lineage_type: 'transforms',
        confidence: '0.90',
        name: 'Raw',
        asset_type: 'database',
        sensitivity: 'secret',
      },
    ]);
    expect(await query(`SELECT asset_id, depth FROM get_asset_lineage('page', 'upstream', 5)`)).toEqual([
      { asset_id: 'model', depth: 1 },
      { asset_id: 'raw', depth: 2 },
    ]);
  });

  it('refuse a direction that does not exist', async () => {
    await expect(query(`SELECT * FROM get_task_lineage('root', 'sideways')`)).rejects.toThrow(
      'upstream, downstream or both',
    );
    await expect(query(`SELECT * FROM get_asset_lineage('raw', NULL)`)).rejects.toThrow(
      'upstream, downstream or both',
    );
  });

  it('do not multiply paths: a ladder of forty diamonds is walked at once', async () => {
    await query(
      `INSERT INTO tasks (task_id, title) SELECT 'l' || n || s, 'l' FROM generate_series(0, 40) n, unnest(ARRAY['a', 'b']) s`,
    );
    await query(`
      INSERT INTO task_lineage (parent_task_id, child_task_id)
      SELECT 'l' || n || s, 'l' || (n + 1) || t FROM generate_series(0, 39) n, unnest(ARRAY['a', 'b']) s, unnest(ARRAY['a', 'b']) t`);
    const found = await query(
      `SELECT count(*)::int AS edges, max(depth) AS depth FROM get_task_lineage('l0a', 'downstream', 1000)`,
    );
    expect(found).toEqual([{ edges: 158, depth: 40 }]);
  });
});
