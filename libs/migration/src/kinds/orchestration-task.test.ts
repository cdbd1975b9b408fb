import { mapOneDocument } from '../test-support/map-one-document';
import { orchestrationTask } from './orchestration-task';

describe('orchestration task', () => {
  it('is a task of its own, spawned by its parent', () => {
    const mapped = mapOneDocument(orchestrationTask, 'coordination/orchestrator/tasks/orch-1.json', {
      orchestration_id: 'orch-1',
      parent_task_id: 'task-1',
      task_title: 'Split the fence',
      status: 'pending_analysis',
      created_at: '2026-03-03T07:31:00Z',
    });
    expect(mapped.rows('task')).toEqual([
      expect.objectContaining({
        taskId: 'orch-1',
        parentTaskId: 'task-1',
        title: 'Split the fence',
        taskStatus: 'pending',
      }),
    ]);
    expect(mapped.rows('taskLineage')).toEqual([
      { parentTaskId: 'task-1', childTaskId: 'orch-1', relationshipType: 'spawned' },
    ]);
  });
});
