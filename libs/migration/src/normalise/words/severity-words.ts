import type { WordTable } from './word-table';

export type Severity = 'critical' | 'error' | 'warning' | 'info' | 'debug';

export const severityWords: WordTable<Severity> = {
  column: 'audit_logs.severity',
  words: {
    critical: 'critical',
    fatal: 'critical',
    emergency: 'critical',
    high: 'error',
    error: 'error',
    major: 'error',
    medium: 'warning',
    moderate: 'warning',
    warn: 'warning',
    warning: 'warning',
    minor: 'warning',
    low: 'info',
    info: 'info',
    informational: 'info',
    notice: 'info',
    debug: 'debug',
    trace: 'debug',
  },
  unknown: 'info',
  absent: 'info',
};
