import type { TaskOrigin } from '@cortex/domain';

import type { Kind, RecordInput } from '../normalise/kind';
import { mapListedTask } from './task/map-listed-task';
import { taskListLayout } from './task/task-layout';

/** The one queue that is written to; every other file of the family is a copy of some moment. */
const LIVE = /(?:^|\/)task-queue\.json$/;

/**
 * The live queue and its backups: `{tasks:[task…], stats, updated_at}`; some are one bare task, one is a whole task
 * with a queue inside.
 */
export const taskQueue: Kind = {
  name: 'task-queue',
  paths: [
    'coordination/task-queue*.json',
    'coordination/task-queue*.json.*',
    'coordination/task-queue*.backup*',
  ],
  format: 'json',
  layout: taskListLayout,
  mappers: { task: mapListedTask({ originOf }) },
};

function originOf({ document }: RecordInput): TaskOrigin {
  return LIVE.test(document.memberText ?? document.pathText) ? 'live-queue' : 'dated-backup';
}
