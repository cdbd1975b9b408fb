import type { JsonNode, RowDraft } from '@cortex/domain';

import type { RecordMapper } from '../../normalise/kind';
import type { EventFamily } from '../audit-event/map-event';
import { auditRowOf } from '../audit-event/map-event';
import type { ViolationFamily } from './violation-fact';
import { violationFact } from './violation-fact';

export interface ViolationKind {
  readonly events: EventFamily;
  readonly violations: ViolationFamily;
  /** Which of the events are violations; a clean scan and a passed check are none. */
  readonly isViolation: (node: JsonNode, audit: RowDraft<'auditLogs'>) => boolean;
}

/**
 * An event, and the violation that it tells of. The event is primary: a repeated report is a second event and the same
 * violation, so a record is never a duplicate.
 */
export function createViolationMapper({ events, violations, isViolation }: ViolationKind): RecordMapper {
  return (input, output) => {
    const audit = auditRowOf(input, output, events);
    if (audit === null) return;
    output.fact({ type: 'append', table: 'auditLogs', row: audit });
    if (audit.eventDetails === '{}' || !isViolation(input.fields.node, audit)) return;
    output.fact(violationFact(input, violations, { audit, output }));
  };
}
