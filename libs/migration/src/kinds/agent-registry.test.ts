import { mapOneDocument } from '../test-support/map-one-document';
import { agentCapabilities } from './agent-capabilities';
import { agentIdentities } from './agent-identities';
import { agentIndex } from './agent-index';
import { agentRegistry } from './agent-registry';
import { contractorPerformance } from './contractor-performance';
import { statusBoard } from './status-board';

describe('agent registry', () => {
  it('maps masters, observers, types of workers and masters to come', () => {
    const mapped = mapOneDocument(agentRegistry, 'agents/configs/agent-registry.json', {
      version: '2.1',
      master_agents: {
        'coordinator-master': {
          status: 'active',
          activated_at: '2026-01-05T00:00:00Z',
          color: 'purple',
          icon: 'users',
          role: 'Routes tasks',
          prompt_file: 'prompts/coordinator.md',
          log_directory: 'logs/',
          token_budget: { personal: 50000, worker_pool: 30000 },
          repositories: ['garden/fence'],
          capabilities: ['routing'],
        },
      },
      observer_agents: { 'cost-observer': { status: 'active' } },
      worker_types: { 'scan-worker': { token_budget: 8000, timeout_minutes: 15, purpose: 'Scans' } },
      future_masters: { 'finance-controller': { status: 'planned', phase: 6 } },
    });
    expect(mapped.rows('agent')).toEqual([
      {
        agentId: 'coordinator-master',
        agentType: 'master',
        agentStatus: 'active',
        sourceStatus: 'active',
        role: 'Routes tasks',
        color: 'purple',
        icon: 'users',
        promptFile: 'prompts/coordinator.md',
        tokenBudgetPersonal: '50000',
        tokenBudgetWorkerPool: '30000',
        activatedAt: '2026-01-05T00:00:00.000000Z',
        repositories: ['garden/fence'],
        capabilities: ['routing'],
        configuration: { log_directory: 'logs/' },
      },
      expect.objectContaining({ agentId: 'cost-observer', agentType: 'observer' }),
      expect.objectContaining({
        agentId: 'scan-worker',
        agentType: 'worker',
        role: 'Scans',
        tokenBudgetPersonal: '8000',
      }),
      expect.objectContaining({
        agentId: 'finance-controller',
        agentStatus: 'suspended',
        sourceStatus: 'planned',
      }),
    ]);
  });
});

describe('documents that speak of agents', () => {
  it('reads identities, those of workers below what was seen of them', () => {
    const { facts } = mapOneDocument(
      agentIdentities,
      'coordination/governance/identities/active-identities.json',
      {
        identities: {
          'security-master': { role: 'master', status: 'active', created_at: '2026-01-01T00:00:00Z' },
          'worker-7': {
            role: 'worker',
            status: 'active',
            last_seen: '2026-03-01T00:00:00Z',
            trust_level: 50,
          },
          'thing-1': { role: 'gardener', token: 'not-for-anybody' },
        },
      },
    );
    const agents = facts.flatMap((fact) => (fact.type === 'agent' ? [fact] : []));
    expect(agents.map(({ row }) => row.agentType)).toEqual(['master', 'worker', null]);
    const [master = 0, worker = 0] = agents.map(({ precedence }) => precedence);
    expect(master).toBeGreaterThan(30);
    expect(worker).toBeLessThan(30);
    expect(JSON.stringify(facts)).not.toContain('not-for-anybody');
  });

  it('reads the index, the capabilities and the contractors', () => {
    const index = mapOneDocument(agentIndex, 'coordination/masters/coordinator/agent-index.json', {
      last_updated: '2026-03-01T00:00:00Z',
      agents: {
        development: { description: 'Builds', capabilities: ['a'], domains: ['b'], status: 'active' },
      },
    });
    expect(index.rows('agent')).toMatchObject([
      { agentId: 'development-master', role: 'Builds', configuration: { domains: ['b'] } },
    ]);
    expect(index.facts[0]).toMatchObject({ type: 'agent', updatedAt: '2026-03-01T00:00:00.000000Z' });
    const capable = mapOneDocument(
      agentCapabilities,
      'coordination/memory/long-term/agent-capabilities.json',
      {
        agents: { 'security-master': { id: 'security', role: 'Finds', expertise_areas: ['audits'] } },
      },
    );
    expect(capable.rows('agent')).toMatchObject([{ agentId: 'security-master', capabilities: ['audits'] }]);
    const contractors = mapOneDocument(
      contractorPerformance,
      'coordination/workflows/metrics/contractor-performance.json',
      {
        contractors: [{ contractor_id: 'n8n-contractor', contractor_name: 'N8N', statistics: { rate: 0.1 } }],
      },
    );
    expect(contractors.rows('agent')).toEqual([
      {
        agentId: 'n8n-contractor',
        agentType: 'contractor',
        displayName: 'N8N',
        configuration: { statistics: { rate: 0.1 } },
      },
    ]);
  });

  it('reads the old status board, whose agents name their successors', () => {
    const mapped = mapOneDocument(statusBoard, 'coordination/status.json', {
      agents: { 'coordinator-agent': { status: 'active', completed_today: 3 } },
    });
    expect(mapped.rows('agent')).toEqual([
      {
        agentId: 'coordinator-agent',
        agentStatus: 'active',
        sourceStatus: 'active',
        configuration: { completed_today: 3 },
      },
      {
        agentId: 'coordinator-agent',
        agentType: 'master',
        configuration: { successor: 'coordinator-master' },
      },
    ]);
  });
});
