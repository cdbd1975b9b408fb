import { mapOneDocument } from '../test-support/map-one-document';
import { cancelledTask } from './cancelled-task';

const PATH = 'coordination/tasks/task-1-cancelled.json';

describe('cancelled task', () => {
  it('lays its status over the task', () => {
    const { facts } = mapOneDocument(cancelledTask, PATH, {
      task_id: 'task-1',
      status: 'cancelled',
      cancelled_at: '2026-03-04T09:00:00Z',
      reason: 'Merged into another',
    });
    expect(facts).toEqual([
      {
        type: 'task-overlay',
        taskId: 'task-1',
        updatedAt: '2026-03-04T09:00:00.000000Z',
        row: {
          taskId: 'task-1',
          taskStatus: 'cancelled',
          sourceStatus: 'cancelled',
          errorMessage: 'Merged into another',
          metadata: '{"cancelled_at":"2026-03-04T09:00:00Z"}',
          derived: null,
        },
      },
    ]);
  });

  it('takes id and status from the name where the file has none', () => {
    expect(mapOneDocument(cancelledTask, PATH, {}).rows('task-overlay')).toEqual([
      { taskId: 'task-1', taskStatus: 'cancelled', derived: { task_status: 'file-name' } },
    ]);
  });
});
