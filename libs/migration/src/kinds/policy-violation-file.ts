import type { Kind } from '../normalise/kind';
import { mapViolation } from './policy-violation-log';

/**
 * Violations in one JSON value.
 *
 * - violations[] of those in the log; beside them generated_at
 */
export const policyViolationFile: Kind = {
  name: 'policy-violation-file',
  paths: ['*violations.json', 'violations/**/*.json'],
  format: 'json',
  layout: {
    records: [
      { at: ['violations', '*'], kind: 'violation' },
      { at: [], kind: 'violation' },
    ],
  },
  mappers: { violation: mapViolation },
};
