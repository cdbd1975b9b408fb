import type { RowDraft } from '@cortex/domain';

import type { Kind } from '../normalise/kind';
import { createViolationMapper } from './violation/create-violation-mapper';

/**
 * Rules of the governance that were set aside, or that stopped a task. Each record is an event and a violation; who
 * approved it resolved it.
 *
 * - overrides: timestamp, event (governance_override, task_blocked), task_id, reason, description, approved_by,
 *   violations[]
 * - bypasses: bypass_id, timestamp, bypass_type, principal, reason, approved_by, risk_level, status, denial_reason
 */
export const overrideLog: Kind = {
  name: 'override-log',
  paths: ['*overrides.{jsonl,ndjson}', '*bypass*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'override' }] },
  mappers: {
    override: createViolationMapper({
      events: { label: 'governance override', usualType: 'security_event', takes: 'every-record' },
      violations: {
        policyId: 'governance-override',
        policyNames: ['policy_id', 'rule_id'],
        findingNames: ['bypass_type'],
      },
      isViolation: (_node, audit) => !isClosing(audit),
    }),
  },
};

/** `bypass_ended` closes a bypass that has a record of its own. */
const CLOSING = /(?:^|[_.])ended$/;

function isClosing({ sourceEventType }: RowDraft<'auditLogs'>): boolean {
  return typeof sourceEventType === 'string' && CLOSING.test(sourceEventType);
}
