import { mapOneDocument } from '../test-support/map-one-document';
import { masterState } from './master-state';

const state = {
  master_id: 'logistics',
  master_name: 'Logistics Master',
  initialized_at: '2026-01-05T08:00:00Z',
  status: 'busy',
  last_run: '2026-03-02T08:00:00Z',
  expertise: { languages: ['go'] },
  completed_tasks: 4,
  specialist_masters: {
    security: { status: 'available', workload: 0, last_contact: '2026-03-01T00:00:00Z' },
  },
  active_workers: [{ worker_id: 'dev-worker-1', spawned_at: '2026-03-02T09:00:00Z', status: 'active' }],
};

describe('state of a master', () => {
  it('declares a master under its short name, with those that it knows', () => {
    const mapped = mapOneDocument(
      masterState,
      'coordination/masters/logistics/context/master-state.json',
      state,
    );
    expect(mapped.rows('agent')).toEqual([
      {
        agentId: 'logistics-master',
        agentType: 'master',
        agentStatus: 'active',
        sourceStatus: 'busy',
        displayName: 'Logistics Master',
        createdAt: '2026-01-05T08:00:00.000000Z',
        lastCheckin: '2026-03-02T08:00:00.000000Z',
        capabilities: { languages: ['go'] },
        configuration: { completed_tasks: 4 },
      },
      expect.objectContaining({
        agentId: 'security-master',
        agentType: 'master',
        configuration: { workload: 0 },
      }),
      expect.objectContaining({ agentId: 'dev-worker-1', masterAgentId: 'logistics-master' }),
    ]);
    expect(mapped.facts).toContainEqual({
      type: 'alias',
      of: 'agents',
      alias: 'logistics',
      id: 'logistics-master',
      rule: 'master-name',
    });
    expect(mapped.rows('agentRuns')).toMatchObject([
      { agentId: 'dev-worker-1', masterAgentId: 'logistics-master' },
    ]);
  });

  it('makes an alias of a folder whose name holds a line break', () => {
    const mapped = mapOneDocument(
      masterState,
      'coordination/masters/\ndevelopment/context/master-state.json',
      {
        status: 'idle',
      },
    );
    expect(mapped.rows('agent')).toMatchObject([{ agentId: 'development-master' }]);
    expect(mapped.facts.map((fact) => (fact.type === 'alias' ? fact.alias : null))).toContain(
      '\ndevelopment',
    );
  });
});
