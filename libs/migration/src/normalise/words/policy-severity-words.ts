import type { WordTable } from './word-table';

/** Policies and violations are graded by weight, not by the log levels of the audit trail. */
export type PolicySeverity = 'critical' | 'high' | 'medium' | 'low';

export const policySeverityWords: WordTable<PolicySeverity> = {
  column: 'governance.severity',
  words: {
    critical: 'critical',
    blocker: 'critical',
    fatal: 'critical',
    high: 'high',
    error: 'high',
    major: 'high',
    medium: 'medium',
    moderate: 'medium',
    normal: 'medium',
    warning: 'medium',
    warn: 'medium',
    low: 'low',
    minor: 'low',
    info: 'low',
    informational: 'low',
    none: 'low',
  },
  unknown: 'medium',
  absent: 'medium',
};
