import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';

describe('search_assets', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    await database.client.query(`
      INSERT INTO assets (asset_id, asset_type, name, description, category, owner, sensitivity, tags) VALUES
        ('repo:acme/auth', 'repository', 'Authentication service', 'Signs people in', 'code', 'anna', 'internal', '{go}'),
        ('svc-pay', 'service', 'Payment gateway', 'Uses the authentication service', 'code', 'ben', 'secret', '{go,pci}'),
        ('doc-1', 'documentation', 'Handbook', 'All about payments and refunds', 'prompt', 'anna', 'public', '{}'),
        ('cfg', 'configuration', 'routing_rules.json', NULL, 'schema', NULL, NULL, '{}'),
        ('odd', 'other', '100% done_\\', NULL, NULL, NULL, 'public', '{}')`);
  });

  afterAll(() => database.drop());

  const search = async (words: string, filters = ''): Promise<string[]> => {
    const { rows } = await database.client.query(`SELECT asset_id FROM search_assets($1${filters})`, [words]);
    return rows.map(({ asset_id }) => asset_id);
  };
  const firstMatch = async (words: string): Promise<unknown> => {
    const { rows } = await database.client.query('SELECT asset_id, matched FROM search_assets($1)', [words]);
    return rows[0];
  };

  it('puts a match in the name above one in the description', async () => {
    expect(await search('authentication')).toEqual(['repo:acme/auth', 'svc-pay']);
  });

  it('finds forms of a word, several words in any order, phrases and exclusions', async () => {
    expect(await search('payment')).toEqual(['svc-pay', 'doc-1']);
    expect(await search('service signing people')).toEqual(['repo:acme/auth']);
    expect(await search('"authentication service" -gateway')).toEqual(['repo:acme/auth']);
    expect(await search('handbook or gateway')).toEqual(expect.arrayContaining(['doc-1', 'svc-pay']));
  });

  it('finds a word that is only begun', async () => {
    expect(await firstMatch('gatew')).toEqual({ asset_id: 'svc-pay', matched: 'prefix' });
    expect(await firstMatch('payment gat')).toEqual({ asset_id: 'svc-pay', matched: 'prefix' });
  });

  it.each(['authentcation', 'autentication', 'authenticaton servise', 'Authetnication'])(
    'forgives %s',
    async (typo) => {
      expect(await firstMatch(typo)).toEqual({ asset_id: 'repo:acme/auth', matched: 'similar' });
    },
  );

  it('finds an id, whole or in part', async () => {
    expect(await firstMatch('svc-pay')).toEqual({ asset_id: 'svc-pay', matched: 'id' });
    expect(await firstMatch('acme/au')).toEqual({ asset_id: 'repo:acme/auth', matched: 'id' });
    expect(await firstMatch('routing_rules.json')).toEqual({ asset_id: 'cfg', matched: 'name' });
  });

  it('filters by type, category, owner, sensitivity and tags', async () => {
    expect(await search('authentication', `, asset_types => '{service}'`)).toEqual(['svc-pay']);
    expect(await search('payment', `, categories => '{prompt}'`)).toEqual(['doc-1']);
    expect(await search('authentication', `, owners => '{ben,carl}'`)).toEqual(['svc-pay']);
    expect(await search('authentication', `, sensitivities => '{public,internal}'`)).toEqual([
      'repo:acme/auth',
    ]);
    expect(await search('authentication', `, all_tags => '{go,pci}'`)).toEqual(['svc-pay']);
    expect(await search('svc-pay', `, sensitivities => '{public}'`)).toEqual([]);
  });

  it('gives no more than asked, and nothing for nothing', async () => {
    expect(await search('authentication', ', 1')).toEqual(['repo:acme/auth']);
    expect(await search('')).toEqual([]);
    expect(await search('   ')).toEqual([]);
    expect(await search('xyzzy')).toEqual([]);
  });

  it.each(['%', '_', "'", "a'b:* & !", '\\', ':*', 'the', '((', '100%', '-', '""', 'x'.repeat(5000)])(
    'takes %j for a search like any other',
    async (words) => {
      await expect(search(words)).resolves.toBeDefined();
    },
  );

  it('can find its candidates through indexes', async () => {
    await database.client.query(`
      INSERT INTO assets (asset_id, asset_type, name, description)
      SELECT 'n' || n, 'other', 'word' || n || ' thing', 'text' || n FROM generate_series(1, 5000) n`);
    await database.client.query('VACUUM ANALYZE assets');
    await database.client.query('SET enable_seqscan = off');
    for (const condition of [
      `to_tsvector('english', left(name, 2000)) @@ websearch_to_tsquery('english', 'word77')`,
      `search_vector @@ websearch_to_tsquery('english', 'text77')`,
      `'wrod77' <% left(name, 200)`,
      `left(asset_id, 200) ILIKE '%n777%'`,
    ]) {
      const { rows } = await database.client.query(
        `EXPLAIN SELECT asset_id FROM assets WHERE ${condition} LIMIT 500`,
      );
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Bitmap Index Scan on idx_assets_/);
    }
  });
});
