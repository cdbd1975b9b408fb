import type { WordTable } from './word-table';

export type ViolationStatus = 'open' | 'acknowledged' | 'resolved';

export const violationStatusWords: WordTable<ViolationStatus> = {
  column: 'policy_violations.status',
  words: {
    open: 'open',
    new: 'open',
    active: 'open',
    pending: 'open',
    detected: 'open',
    fail: 'open',
    failed: 'open',
    non_compliant: 'open',
    denied: 'open',
    blocked: 'open',
    acknowledged: 'acknowledged',
    investigating: 'acknowledged',
    in_progress: 'acknowledged',
    in_review: 'acknowledged',
    resolved: 'resolved',
    closed: 'resolved',
    fixed: 'resolved',
    remediated: 'resolved',
    approved: 'resolved',
    overridden: 'resolved',
    dismissed: 'resolved',
    false_positive: 'resolved',
  },
  unknown: 'open',
  absent: 'open',
};
