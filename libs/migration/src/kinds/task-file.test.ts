import { mapOneDocument } from '../test-support/map-one-document';
import { taskFile } from './task-file';

const PATH = 'coordination/tasks/fence-1.json';

describe('task file', () => {
  it('makes a record of every nested task, spawned by the one around it', () => {
    const mapped = mapOneDocument(taskFile, PATH, {
      task_id: 'fence',
      title: 'Fence',
      created_at: '2026-01-05T08:00:00Z',
      subtasks: [
        { id: 'posts', title: 'Posts' },
        { id: 'boards', title: 'Boards', dependencies: ['posts'], subtasks: [{ title: 'Saw' }] },
      ],
    });
    expect(mapped.rows('task').map(({ taskId, parentTaskId }) => [taskId, parentTaskId])).toEqual([
      ['fence', undefined],
      ['posts', 'fence'],
      ['boards', 'fence'],
      ['boards:subtasks/1/subtasks/0', 'boards'],
    ]);
    expect(mapped.rows('taskLineage')).toEqual([
      { parentTaskId: 'fence', childTaskId: 'posts', relationshipType: 'spawned' },
      { parentTaskId: 'fence', childTaskId: 'boards', relationshipType: 'spawned' },
      { parentTaskId: 'posts', childTaskId: 'boards', relationshipType: 'depends_on' },
      { parentTaskId: 'boards', childTaskId: 'boards:subtasks/1/subtasks/0', relationshipType: 'spawned' },
    ]);
    expect(mapped.rows('task')[1]).toMatchObject({
      createdAt: '2026-01-05T08:00:00.000000Z',
      derived: { created_at: 'record-around' },
    });
    expect(mapped.rows('task')[0]).not.toHaveProperty('metadata');
  });

  it('finds the tasks of tracks and keeps the tracks themselves', () => {
    const mapped = mapOneDocument(taskFile, PATH, {
      initiative_id: 'garden',
      title: 'Garden',
      tracks: [{ track_id: 'a', tasks: [{ id: 'timeout-001', name: 'Wait' }] }],
    });
    expect(mapped.rows('task').map(({ taskId, title }) => [taskId, title])).toEqual([
      ['garden', 'Garden'],
      ['timeout-001', 'Wait'],
    ]);
    expect(mapped.rows('taskLineage')).toHaveLength(1);
    expect(mapped.rows('task')[0]).toMatchObject({ metadata: { tracks: [{ track_id: 'a' }] } });
  });

  it('names a task without id after its file, and says so', () => {
    const [row] = mapOneDocument(taskFile, PATH, { title: 'Fence' }).rows('task');
    expect(row).toMatchObject({ taskId: 'fence-1', derived: { task_id: 'file-name' } });
  });

  it('qualifies numbers that count within their task only', () => {
    const mapped = mapOneDocument(taskFile, PATH, {
      id: 'fence',
      title: 'Fence',
      subtasks: [
        { id: 1, title: 'Dig' },
        { id: 'step-2', title: 'Set', depends_on: [1] },
      ],
    });
    expect(mapped.rows('task').map(({ taskId }) => taskId)).toEqual(['fence', 'fence:1', 'fence:step-2']);
    expect(mapped.rows('taskLineage')[2]).toMatchObject({
      parentTaskId: 'fence:1',
      childTaskId: 'fence:step-2',
    });
    expect(mapped.rows('task')[1]).toMatchObject({
      metadata: { original_id: '1' },
      derived: { task_id: 'local-number' },
    });
  });

  it('keeps a list that is not all tasks in the metadata', () => {
    const [row] = mapOneDocument(taskFile, PATH, {
      id: 'a',
      title: 'A',
      subtasks: ['dig', { title: 'Set' }],
    }).rows('task');
    expect(row).toMatchObject({ metadata: { subtasks: ['dig', { title: 'Set' }] } });
  });

  it('takes an integer for no priority and a repository in any form', () => {
    const rows = [
      { repository: 'https://git.example/garden/fence.git' },
      { repository: { owner: 'garden', name: 'fence', url: 'https://git.example/garden/fence' } },
      { context: { repository: 'garden/fence' } },
      { repository: 'https://me:pw@git.example/garden/fence' },
    ].map(
      (part) => mapOneDocument(taskFile, PATH, { id: 'a', title: 'A', priority: 2, ...part }).rows('task')[0],
    );
    for (const row of rows.slice(0, 3)) {
      expect(row).toMatchObject({
        repositoryOwner: 'garden',
        repositoryName: 'fence',
        taskPriority: 'medium',
        sourcePriority: '2',
      });
    }
    expect(rows[3]).not.toHaveProperty('repositoryName');
    expect(JSON.stringify(rows[3])).not.toContain('pw@');
  });

  it('maps the tasks of a list at the top', () => {
    const mapped = mapOneDocument(taskFile, PATH, [{ id: 'a', title: 'A' }, { title: 'B' }]);
    expect(mapped.rows('task').map(({ taskId }) => taskId)).toEqual(['a', 'fence-1:1']);
  });

  it('says nothing of a file that is no task', () => {
    expect(mapOneDocument(taskFile, PATH, { colour: 'white' })).toMatchObject({
      facts: [],
      notes: [{ code: 'unexpected-shape', subject: 'task-file: no task' }],
    });
    expect(mapOneDocument(taskFile, PATH, {})).toMatchObject({ facts: [], notes: [] });
  });
});
