import type { Kind } from '../normalise/kind';
import { createSnapshotMapper } from './metrics-snapshot-log';

/**
 * Snapshots in files of their own, one for an hour or (summed up, and without what is available) for a day.
 *
 * - timestamp | date, workers{…}, tokens{…}, tasks{…}, orchestrator{…} as in the log
 */
export const metricsSnapshotFile: Kind = {
  name: 'metrics-snapshot-file',
  paths: ['history/**/*.json', 'metrics-snapshot*.json'],
  format: 'json',
  layout: { records: [{ at: [], kind: 'snapshot' }] },
  mappers: { snapshot: createSnapshotMapper('time-stamped') },
};
