import { mapOneDocument } from '../test-support/map-one-document';
import { taskQueue } from './task-queue';

const LIVE = 'coordination/task-queue.json';

const task = {
  id: 'task-1',
  title: 'Paint the fence',
  type: 'feature',
  priority: 'normal',
  status: 'assigned',
  assigned_to: 'development',
  worker_id: 'dev-worker-1',
  created_by: 'create-task-cli',
  created_at: '2026-01-05T08:00:00-0600',
  assigned_at: '2026-01-05T08:10:00-0600',
  repository: 'garden/fence',
  tokens_allocated: 20000,
  tags: ['paint'],
  context: { description: 'White', branch: 'main' },
  result: { summary: 'Dry', coats: 2 },
  routing_confidence: 'N/A',
};

describe('task queue', () => {
  it('maps a task to its columns and keeps the rest', () => {
    const [row] = mapOneDocument(taskQueue, LIVE, { tasks: [task] }).rows('task');
    expect(row).toEqual({
      taskId: 'task-1',
      taskStatus: 'in_progress',
      sourceStatus: 'assigned',
      taskPriority: 'medium',
      sourcePriority: 'normal',
      title: 'Paint the fence',
      description: 'White',
      taskType: 'feature',
      assignedToAgentId: 'development-master',
      masterAgentId: 'development-master',
      createdByAgentId: 'create-task-cli',
      createdAt: '2026-01-05T14:00:00.000000Z',
      repositoryOwner: 'garden',
      repositoryName: 'fence',
      tokensAllocated: '20000',
      tags: ['paint'],
      resultSummary: 'Dry',
      resultData: { summary: 'Dry', coats: 2 },
      metadata: {
        worker_id: 'dev-worker-1',
        assigned_at: '2026-01-05T08:10:00-0600',
        context: { branch: 'main' },
        routing_confidence: 'N/A',
      },
    });
  });

  it('makes the task the primary fact and the names of its master aliases', () => {
    const { facts } = mapOneDocument(taskQueue, LIVE, { tasks: [task] });
    expect(facts.map(({ type }) => type)).toEqual(['task', 'alias']);
    expect(facts[0]).toMatchObject({ origin: 'live-queue', updatedAt: '2026-01-05T14:10:00.000000Z' });
  });

  it('ranks a backup below the live queue and dates by its name only what has no time of its own', () => {
    const { facts } = mapOneDocument(taskQueue, 'coordination/task-queue.backup-20260301-120000.json', {
      tasks: [task, { id: 'task-2', created_at: '2026-01-05T08:00:00Z' }],
    });
    expect(facts.filter(({ type }) => type === 'task')).toMatchObject([
      { origin: 'dated-backup', updatedAt: '2026-01-05T14:10:00.000000Z' },
      { origin: 'dated-backup', updatedAt: '2026-03-01T12:00:00.000000Z' },
    ]);
  });

  it('invents neither a status nor a priority', () => {
    const [row] = mapOneDocument(taskQueue, LIVE, { tasks: [{ id: 'task-2', title: 't' }] }).rows('task');
    expect(row).toEqual({ taskId: 'task-2', title: 't' });
  });

  it('reads a queue that is a map, one that is a bare task, and one that is empty', () => {
    expect(
      mapOneDocument(taskQueue, LIVE, { tasks: { 'task-9': { title: 'Mow' } } }).rows('task'),
    ).toMatchObject([{ taskId: 'task-9', title: 'Mow' }]);
    expect(mapOneDocument(taskQueue, 'coordination/task-queue-test.json', task).rows('task')).toHaveLength(1);
    expect(mapOneDocument(taskQueue, LIVE, { tasks: [] })).toMatchObject({ facts: [], notes: [] });
  });

  it('reads a task that was written over the queue, with the queue inside it', () => {
    const whole = {
      id: 'task-7',
      title: 'Outer',
      status: 'pending',
      tasks: [{ tasks: [{ id: 'task-8', title: 'Inner' }] }],
    };
    const mapped = mapOneDocument(taskQueue, 'coordination/task-queue.json.backup', whole);
    expect(mapped.rows('task').map(({ taskId }) => taskId)).toEqual(['task-7', 'task-8']);
    expect(mapped.rows('taskLineage')).toEqual([]);
  });

  it('relates a task to what it depends on and leaves prose where it was', () => {
    const mapped = mapOneDocument(taskQueue, LIVE, {
      tasks: [
        {
          ...task,
          dependencies: ['task-0 (the paint)'],
          blocks: ['task-2', 'everything else'],
          parent_task: 'task-1',
        },
      ],
    });
    expect(mapped.rows('taskLineage')).toEqual([
      {
        parentTaskId: 'task-0',
        childTaskId: 'task-1',
        relationshipType: 'depends_on',
        metadata: { comment: 'the paint' },
      },
      { parentTaskId: 'task-1', childTaskId: 'task-2', relationshipType: 'blocks' },
    ]);
    expect(mapped.rows('task')[0]).toMatchObject({ metadata: { blocks: ['task-2', 'everything else'] } });
    expect(mapped.rows('task')[0]).not.toHaveProperty('parentTaskId');
    expect(mapped.notes).toContainEqual({
      code: 'reference-ignored',
      subject: 'tasks.parent_task_id: the task itself',
    });
  });

  it('knows a task of a track by its short form', () => {
    const short = {
      id: 'self-opt-timeout-001',
      title: 'Learn',
      context: { track_id: 'track-a-timeout-learning' },
    };
    const other = {
      id: 'self-opt-other-001',
      title: 'Learn',
      context: { track_id: 'track-a-timeout-learning' },
    };
    const { facts } = mapOneDocument(taskQueue, LIVE, { tasks: [short, other] });
    expect(facts.filter(({ type }) => type === 'alias')).toEqual([
      {
        type: 'alias',
        of: 'tasks',
        alias: 'timeout-001',
        id: 'self-opt-timeout-001',
        rule: 'track-short-form',
      },
    ]);
  });

  it('derives what is missing by a rule that it names, and invents nothing', () => {
    const mapped = mapOneDocument(taskQueue, LIVE, {
      tasks: [
        { id: 'task-1767600000', description: '\nFirst line\nSecond' },
        { id: 'task-x', status: 'pending' },
      ],
    });
    expect(mapped.rows('task')).toMatchObject([
      {
        title: 'First line',
        createdAt: '2026-01-05T08:00:00.000000Z',
        derived: { title: 'first-line', created_at: 'epoch-in-id' },
      },
      { title: 'task-x', derived: { title: 'id' } },
    ]);
    expect(mapped.rows('task')[1]).not.toHaveProperty('createdAt');
    expect(mapped.facts[0]).toMatchObject({ createdAt: null, title: 'First line' });
    expect(mapped.facts[1]).toMatchObject({ createdAt: null, title: null });
  });

  it('keeps times that cannot be right and notes them', () => {
    const { notes } = mapOneDocument(taskQueue, LIVE, {
      tasks: [
        {
          ...task,
          completed_at: '2026-01-04T00:00:00Z',
          assigned_at: '2026-01-01T00:00:00Z',
          due_date: 'soon',
        },
      ],
    });
    expect(notes.filter(({ code }) => /order|time/.test(code)).map(({ subject }) => subject)).toEqual([
      'due_date',
      'tasks: completed before created',
      'tasks: assigned before created',
      'tasks: completed without start',
    ]);
  });

  it('lets no secret out', () => {
    const text = JSON.stringify(
      mapOneDocument(taskQueue, LIVE, {
        tasks: [{ ...task, description: 'password: hunter2', identity: { token: 'abc' } }],
      }).facts,
    );
    expect(text).not.toMatch(/hunter2|"abc/);
  });
});
