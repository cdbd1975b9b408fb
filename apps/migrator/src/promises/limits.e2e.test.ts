import type { TestDatabase, TemporaryDirectory } from '@cortex/testing';
import { buildTree, createMigratedDatabase } from '@cortex/testing';

import type { Migration } from './test-support/run-built-migrator';
import { migrate } from './test-support/run-built-migrator';

const CREATED = '"created_at": "2026-03-01T08:00:00Z"';

/** Records at and beyond what PostgreSQL holds, each between neighbours that must not suffer. */
const EXTREMES: Readonly<Record<string, string>> = {
  title: `{"id": "x-title", "title": ${JSON.stringify('long '.repeat(200_000))}, ${CREATED}}`,
  description: `{"id": "x-description", "description": ${JSON.stringify('ünï '.repeat(300_000))}}`,
  id: `{"id": ${JSON.stringify('x-id-'.repeat(60_000))}, "title": "an id of 300 kB"}`,
  tags: `{"id": "x-tags", "tags": [${Array.from({ length: 100_000 }, (_, index) => `"t${index}"`).join(',')}]}`,
  members: `{"id": "x-members", "context": {${Array.from({ length: 50_000 }, (_, index) => `"m${index}": ${index}`).join(',')}}}`,
  year: `{"id": "x-year", "created_at": "275760-09-13T00:00:00Z", "due_date": "294277-01-01T00:00:00Z"}`,
  past: `{"id": "x-past", "created_at": "-004714-01-01T00:00:00Z"}`,
  epoch: `{"id": "x-epoch", "created_at": 8640000000000001}`,
  tokens: `{"id": "x-tokens", "tokens_allocated": 99999999999999999999, "timeout_minutes": 2147483648, ${CREATED}}`,
  exponent: `{"id": "x-exponent", "tokens_used": 1e3, "sla_minutes": 1e400, ${CREATED}}`,
  digits: `{"id": "x-digits", "context": {"n": ${'9'.repeat(200_000)}}}`,
  nul: `{"id": "x-nul", "title": "a\\u0000b"}`,
};

/** In a file of its own: a document that cannot be decoded to its end is put aside whole. */
const NESTING = `{"id": "x-nesting", "context": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`;

const EVENTS = [
  '{"event_type": "a", "timestamp": "2026-03-01T08:00:00Z", "message": "before"}',
  '{"event_type": "b", "timestamp": "2026-03-01T08:00:01Z", "message": "bad address", "ip_address": "999.1.1.1"}',
  `{"event_type": "c", "timestamp": "2026-03-01T08:00:02Z", "message": ${JSON.stringify('m'.repeat(1_200_000))}}`,
  '{"event_type": "d", "timestamp": "999999-03-01T08:00:02Z", "message": "far away"}',
  '{"event_type": "e", "timestamp": "2026-03-01T08:00:03Z", "message": "after"}',
];

describe('records beyond the limits of PostgreSQL', () => {
  let database: TestDatabase;
  let tree: TemporaryDirectory;
  let run: Migration;

  beforeAll(async () => {
    const neighbours = Object.entries(EXTREMES).flatMap(([name, text]) => [
      text,
      `{"id": "after-${name}", "title": "beside ${name}", ${CREATED}}`,
    ]);
    tree = await buildTree({
      'coordination/task-queue.json': `{"tasks": [\n${neighbours.join(',\n')}\n]}`,
      'coordination/tasks/x-nesting.json': NESTING,
      'coordination/events/limits.jsonl': `${EVENTS.join('\n')}\n`,
    });
    database = await createMigratedDatabase();
    run = await migrate(tree.path, database.url);
  });
  afterAll(async () => {
    await database.drop();
    await tree.remove();
  });

  async function idsLike(pattern: string): Promise<string[]> {
    const { rows } = await database.client.query<{ id: string }>(
      'SELECT task_id AS id FROM tasks WHERE task_id LIKE $1 ORDER BY 1',
      [pattern],
    );
    return rows.map(({ id }) => id);
  }

  it('cost nothing but themselves: the books close and every neighbour is there', async () => {
    expect(run.report.failure).toBeNull();
    expect(run.report.closes).toBe(true);
    expect(await idsLike('after-%')).toHaveLength(Object.keys(EXTREMES).length);
  });

  it('are put aside only where a row cannot be: too long an id, too deep, too many digits, NUL', async () => {
    expect(run.report.quarantine.byReason).toEqual({
      'id-too-long': 1,
      'nul-character': 1,
      'number-too-large': 1,
      'too-deep': 1,
    });
    expect(await idsLike('x-%')).toEqual([
      'x-description',
      'x-epoch',
      'x-exponent',
      'x-members',
      'x-past',
      'x-tags',
      'x-title',
      'x-tokens',
      'x-year',
    ]);
  });

  it('keep beside the row what its columns cannot hold', async () => {
    const { rows } = await database.client.query(
      `SELECT tokens_allocated, timeout_minutes, metadata->>'tokens_allocated' AS raw_tokens,
              metadata->>'timeout_minutes' AS raw_minutes
         FROM tasks WHERE task_id = 'x-tokens'`,
    );
    expect(rows).toEqual([
      {
        tokens_allocated: null,
        timeout_minutes: null,
        raw_tokens: '99999999999999999999',
        raw_minutes: '2147483648',
      },
    ]);
  });

  it('load as events whatever their address, length or year', async () => {
    const { rows } = await database.client.query(
      `SELECT source_event_type AS type, ip_address, length(event_details->>'message') AS length,
              occurred_at IS NULL AS "hasNoTime"
         FROM audit_logs WHERE event_type <> 'migration_run' ORDER BY 1`,
    );
    expect(rows).toEqual([
      { type: 'a', ip_address: null, length: 6, hasNoTime: false },
      { type: 'b', ip_address: null, length: 11, hasNoTime: false },
      { type: 'c', ip_address: null, length: 1_200_000, hasNoTime: false },
      { type: 'd', ip_address: null, length: 8, hasNoTime: true },
      { type: 'e', ip_address: null, length: 5, hasNoTime: false },
    ]);
  });
});
