import type { WordTable } from './word-table';

export type TaskPriority = 'critical' | 'high' | 'medium' | 'low';

export const taskPriorityWords: WordTable<TaskPriority> = {
  column: 'tasks.task_priority',
  words: {
    critical: 'critical',
    immediate: 'critical',
    urgent: 'critical',
    p0: 'critical',
    high: 'high',
    p1: 'high',
    medium: 'medium',
    normal: 'medium',
    moderate: 'medium',
    default: 'medium',
    p2: 'medium',
    low: 'low',
    minor: 'low',
    p3: 'low',
  },
  unknown: 'medium',
  absent: 'medium',
};

/** Chat tasks count from 1 (now) upwards; elsewhere an integer is an ordering, not a priority. */
export const chatPriorityWords: WordTable<TaskPriority> = {
  ...taskPriorityWords,
  words: {
    ...taskPriorityWords.words,
    '1': 'critical',
    '2': 'critical',
    '3': 'high',
    '4': 'high',
    '5': 'medium',
    '6': 'medium',
    '7': 'low',
    '8': 'low',
    '9': 'low',
    '10': 'low',
  },
};
