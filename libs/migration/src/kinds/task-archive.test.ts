import { mapOneDocument } from '../test-support/map-one-document';
import { taskArchive } from './task-archive';

describe('task archive', () => {
  it('maps its tasks as archived versions, dated by their own times', () => {
    const mapped = mapOneDocument(
      taskArchive,
      'coordination/archive/tasks/2026-02/completed-tasks-20260228.json',
      {
        archived_at: '2026-02-28T23:59:59Z',
        task_count: 1,
        tasks: [
          { id: 'task-1', title: 'Done', status: 'completed', completed_at: '2026-02-21T16:30:00.250Z' },
        ],
      },
    );
    expect(mapped.facts).toEqual([
      expect.objectContaining({ type: 'task', origin: 'archive', updatedAt: '2026-02-21T16:30:00.250000Z' }),
    ]);
    expect(mapped.rows('task')[0]).toMatchObject({
      taskStatus: 'completed',
      completedAt: '2026-02-21T16:30:00.250000Z',
    });
  });
});
