import type { TestDatabase } from '@cortex/testing';
import { buildTree, createTestDatabase, temporaryDirectory } from '@cortex/testing';

import { migrate } from './test-support/run-built-migrator';

/** Assembled here, so that no scanner takes the test for a leak. */
const SECRETS = {
  identityToken: ['tok', 'en-Zx81', 'kq72mmPq'].join(''),
  apiKey: ['sk', 'ant', '9f8e7d6c5b4a39281706f5e4d3c2b1a0'].join('-'),
  gitToken: ['ghp', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'].join('_'),
  password: ['hunter', '2-correct-horse'].join(''),
  urlPassword: ['pw', 'In', 'Url77'].join(''),
};

const TREE = {
  'coordination/worker-specs/active/worker-1.json': JSON.stringify({
    worker_id: 'worker-1',
    created_at: '2026-01-01T00:00:00Z',
    status: 'running',
    scope: {},
    context: { parent_task: 't' },
    resources: { token_budget: 10 },
    identity: { token: SECRETS.identityToken },
  }),
  // Invalid JSON: repaired, and one that cannot be.
  'coordination/worker-specs/active/worker-2.json': `{"worker_id": "worker-2", "skills": , "identity": {"token": "${SECRETS.identityToken}"}}`,
  'coordination/worker-specs/active/worker-3.json': `{"worker_id": "worker-3", "identity": {"token": "${SECRETS.identityToken}`,
  'coordination/tasks/t.json': JSON.stringify({
    id: 't',
    title: `deploy with ${SECRETS.apiKey}`,
    description: `password: ${SECRETS.password}`,
    status: 'failed',
    error: `clone of https://bot:${SECRETS.urlPassword}@git.example.com/x failed`,
    context: { nested: [{ github: SECRETS.gitToken, text: `{"password":"${SECRETS.password}"}` }] },
    [SECRETS.gitToken]: 'a secret as a key',
  }),
  'coordination/masters/coordinator/handoffs/to-development-t.json': JSON.stringify({
    handoff_id: 'h',
    from_master: 'coordinator',
    to_master: 'development',
    task_id: 't',
    context: { database_password: SECRETS.password },
    created_at: '2026-01-01T00:00:00Z',
  }),
  'coordination/events/e.jsonl': `${JSON.stringify({ event_type: 'x', timestamp: '2026-01-01T00:00:00Z', message: `Bearer ${SECRETS.apiKey}`, payload: { api_key: SECRETS.apiKey } })}\n`,
  'coordination/config/any.json': JSON.stringify({ database: { password: SECRETS.password } }),
};

/** Every column of every table as text, but the raw archive and the raw bytes of the quarantine. */
async function dumpReadable({ client }: TestDatabase): Promise<string> {
  const { rows: tables } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'm') AND relnamespace = 'public'::regnamespace AND relname <> 'document_chunks'",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(
      `SELECT (to_jsonb(t) - 'raw')::text AS row FROM "${name}" t`,
    );
    texts.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return texts.join('\n');
}

describe('secrets of the tree', () => {
  let database: TestDatabase;
  let everything: string;
  let raw: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const folder = await temporaryDirectory();
    await buildTree(TREE, folder.path);
    const run = await migrate(folder.path, database.url, ['--verbose']);
    const json = await migrate(folder.path, database.url, ['--json', '--verbose']);
    expect(run.report.closes).toBe(true);
    everything = [
      run.stdout,
      run.stderr,
      run.reportTexts,
      json.stdout,
      json.stderr,
      await dumpReadable(database),
    ].join('\n');
    const { rows } = await database.client.query<{ bytes: Buffer }>('SELECT bytes FROM document_chunks');
    raw = rows.map(({ bytes }) => bytes.toString()).join('\n');
    await folder.remove();
  });
  afterAll(() => database.drop());

  it.each(Object.entries(SECRETS))(
    'keep %s out of every table, log, report and line of output',
    (_name, secret) => {
      const at = everything.indexOf(secret);
      // Only the surroundings: the whole haystack helps nobody.
      expect(at < 0 ? '' : everything.slice(Math.max(0, at - 300), at + 60)).toBe('');
    },
  );

  it.each(Object.entries(SECRETS))('leave %s in the raw archive, which is the owner’s', (_name, secret) => {
    expect(raw).toContain(secret);
  });

  it('leave a mark that is the same for the same secret', () => {
    const marks = everything.match(/<redacted:[0-9a-f]+>/g) ?? [];
    expect(new Set(marks).size).toBeGreaterThanOrEqual(3);
  });
});
