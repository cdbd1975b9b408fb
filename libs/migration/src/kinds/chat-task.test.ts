import { mapOneDocument } from '../test-support/map-one-document';
import { chatTask } from './chat-task';

describe('chat task', () => {
  it('reads its payload and its integer priority', () => {
    const mapped = mapOneDocument(chatTask, 'coordination/tasks/chat-tasks-20260302/chat-task-1.json', {
      id: 'chat-1772445600',
      type: 'chat',
      priority: 3,
      status: 'queued',
      payload: { query: 'Which fences are white?\nAnd why?', category: 'garden', limit: 5 },
      metadata: { source: 'chat' },
    });
    expect(mapped.rows('task')).toEqual([
      expect.objectContaining({
        title: 'Which fences are white?',
        description: 'Which fences are white?\nAnd why?',
        category: 'garden',
        taskPriority: 'high',
        sourcePriority: '3',
        taskStatus: 'pending',
        metadata: { payload: { limit: 5 }, metadata: { source: 'chat' } },
        derived: { title: 'first-line', created_at: 'epoch-in-id' },
      }),
    ]);
  });
});
