import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';

/** Words that services know; more may stand beside them, none may go. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  agent_type: ['master', 'worker', 'observer', 'contractor', 'system', 'human', 'tool', 'other'],
  agent_status: ['active', 'idle', 'suspended', 'terminated'],
  task_status: ['pending', 'in_progress', 'completed', 'failed', 'blocked', 'cancelled'],
  task_priority: ['critical', 'high', 'medium', 'low'],
  worker_certification: ['certified', 'provisional', 'suspended', 'revoked'],
  asset_type: [
    'repository',
    'service',
    'database',
    'infrastructure',
    'documentation',
    'configuration',
    'other',
  ],
  sensitivity_level: ['public', 'internal', 'confidential', 'restricted', 'secret'],
  audit_event_type: [
    ...[
      'task_created',
      'task_completed',
      'task_failed',
      'agent_spawned',
      'agent_terminated',
      'security_event',
    ],
    ...['compliance_check', 'budget_alert', 'system_error', 'other'],
  ],
};

describe('words', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createMigratedDatabase();
  });

  afterAll(() => database.drop());

  it.each(Object.entries(KNOWN))('%s has every word that services know', async (type, words) => {
    const { rows } = await database.client.query(`SELECT unnest(enum_range(NULL::${type}))::text AS word`);
    expect(rows.map(({ word }) => word)).toEqual(expect.arrayContaining([...words]));
  });

  it('sort by urgency and by secrecy, as queries rely on', async () => {
    const { rows } = await database.client.query(
      `SELECT 'critical'::task_priority < 'low' AS urgent_first, 'public'::sensitivity_level < 'secret' AS open_first`,
    );
    expect(rows).toEqual([{ urgent_first: true, open_first: true }]);
  });
});
