import { mapOneDocument } from '../test-support/map-one-document';
import { handoffFile } from './handoff-file';
import { handoffRegistry } from './handoff-registry';

const PATH = 'coordination/masters/coordinator/handoffs/to-development-task-1.json';

const handoff = {
  handoff_id: 'coord-to-dev-1',
  from_master: 'coordinator',
  to_master: 'development',
  task_id: 'task-1',
  task_data: { title: 'Paint', status: 'assigned', priority: 'high' },
  context: { routing_reason: 'It is a fence', dependencies: ['task-0 (the wood)'], password: 'hunter2' },
  created_at: '2026-03-02T15:16:31Z',
  status: 'pending_pickup',
};

describe('handoff file', () => {
  it('maps the handoff and the version of the task inside it', () => {
    const mapped = mapOneDocument(handoffFile, PATH, handoff);
    expect(mapped.rows('taskHandoffs')).toEqual([
      {
        externalId: 'coord-to-dev-1',
        taskId: 'task-1',
        fromAgentId: 'coordinator-master',
        toAgentId: 'development-master',
        handoffReason: 'It is a fence',
        sourceStatus: 'pending_pickup',
        createdAt: '2026-03-02T15:16:31.000000Z',
        contextData: { context: { password: expect.stringMatching(/^<redacted:/) } },
      },
    ]);
    expect(mapped.rows('task')).toEqual([
      expect.objectContaining({ taskId: 'task-1', title: 'Paint', derived: { task_id: 'record-around' } }),
    ]);
    expect(mapped.facts.find(({ type }) => type === 'task')).toMatchObject({
      origin: 'handoff',
      createdAt: null,
    });
    expect(mapped.rows('taskLineage')).toEqual([
      {
        parentTaskId: 'task-0',
        childTaskId: 'task-1',
        relationshipType: 'depends_on',
        metadata: { comment: 'the wood' },
      },
    ]);
  });

  it('believes the suffix of the file, not its status, and invents no time for it', () => {
    const mapped = mapOneDocument(handoffFile, `${PATH}.processed`, handoff);
    expect(mapped.rows('taskHandoffs')[0]).toMatchObject({ contextData: { acknowledged: 'file-suffix' } });
    expect(mapped.rows('taskHandoffs')[0]).not.toHaveProperty('acknowledgedAt');
    expect(mapped.notes).toContainEqual({
      code: 'status-conflict',
      subject: 'task_handoffs.source_status: not picked up, in a processed file',
    });
  });

  it('does without task, sender, receiver and id', () => {
    const mapped = mapOneDocument(handoffFile, PATH, {
      handoff_type: 'note',
      to: 'unassigned',
      summary: 'Hello',
    });
    expect(mapped.rows('taskHandoffs')).toEqual([
      {
        externalId: PATH,
        handoffReason: 'Hello',
        contextData: { handoff_type: 'note', to: 'unassigned' },
        derived: { external_id: 'document-position' },
      },
    ]);
  });

  it('keeps a snapshot that is no object where it was', () => {
    const mapped = mapOneDocument(handoffFile, PATH, {
      handoff_id: 'h',
      task_data: 'task-9',
      tasks: [{ id: 'task-3', title: 'T' }],
    });
    expect(mapped.rows('taskHandoffs')[0]).toMatchObject({ contextData: { task_data: 'task-9' } });
    expect(mapped.rows('task')).toMatchObject([{ taskId: 'task-3' }]);
    expect(mapped.rows('taskLineage')).toEqual([]);
  });

  it('says nothing of what is no handoff', () => {
    expect(mapOneDocument(handoffFile, PATH, { colour: 'white' }).facts).toEqual([]);
    expect(mapOneDocument(handoffFile, PATH, {})).toMatchObject({ facts: [], notes: [] });
  });
});

describe('handoff registry', () => {
  it('maps every handoff of its lists, legacy agents by their own rows', () => {
    const mapped = mapOneDocument(handoffRegistry, 'coordination/handoffs.json', {
      version: '1.0',
      pending_handoffs: [
        { id: 'handoff-2', from_agent: 'security-agent', to_agent: 'coordinator-agent', task_id: 'scan' },
      ],
      completed_handoffs: [
        {
          id: 'handoff-1',
          from_agent: 'security-agent',
          task_id: 'scan',
          accepted_at: '2026-01-01T00:00:00Z',
        },
      ],
    });
    expect(mapped.rows('taskHandoffs')).toEqual([
      {
        externalId: 'handoff-2',
        taskId: 'scan',
        fromAgentId: 'security-agent',
        toAgentId: 'coordinator-agent',
      },
      {
        externalId: 'handoff-1',
        taskId: 'scan',
        fromAgentId: 'security-agent',
        acknowledgedAt: '2026-01-01T00:00:00.000000Z',
      },
    ]);
    expect(mapped.rows('agent')).toContainEqual({
      agentId: 'security-agent',
      agentType: 'master',
      configuration: { successor: 'security-master' },
    });
  });
});
