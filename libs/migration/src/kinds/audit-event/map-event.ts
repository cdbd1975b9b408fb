import type { RowDraft } from '@cortex/domain';

import type { MappingOutput, RecordInput, RecordMapper } from '../../normalise/kind';
import type { EventType, EventTypeMeaning } from '../../normalise/words/event-type-words';
import { meaningOfEventType } from '../../normalise/words/event-type-words';
import { derivedColumns } from '../derived-columns';
import { readSeverity, readSecurityImpact } from './event-severity';
import { summariseEvent } from './event-summary';
import { isTimeStamped, readEventTime } from './event-time';
import type { EventView } from './event-view';
import { firstOf, viewEvent } from './event-view';
import { readIpAddress } from './read-ip-address';
import { readAgent, readReference, readTaskObject } from './read-reference';

/** What all events of a kind of document have in common. */
export interface EventFamily {
  /** What one of them is called in a summary when it has no word of its own. */
  readonly label: string;
  /** What they are when their own word says nothing; null: `other`. */
  readonly usualType: EventType | null;
  /**
   * `every-record`: the document is a log by its kind, whatever a record lacks. `time-stamped`: the kind was guessed by
   * the suffix, so records without a time are no events and stay in the archive.
   */
  readonly takes: 'every-record' | 'time-stamped';
}

/** One row of `audit_logs` per physical record; equal records are equal events, never duplicates. */
export function createEventMapper(family: EventFamily): RecordMapper {
  return (input, output) => {
    const row = auditRowOf(input, output, family);
    if (row !== null) output.fact({ type: 'append', table: 'auditLogs', row });
  };
}

/** The row, for kinds whose records say more than that; null when the record is no event. */
export function auditRowOf(
  input: RecordInput,
  output: MappingOutput,
  family: EventFamily,
): RowDraft<'auditLogs'> | null {
  // Before anything is read: what is unused then is the whole record.
  const eventDetails = input.fields.rest() ?? '{}';
  const view = viewEvent(input);
  if (family.takes === 'time-stamped' && !isTimeStamped(view.parts[0])) {
    output.note('unexpected-shape', `${input.document.kind}: no time, so no event`);
    return null;
  }
  return { ...classify(view, output, family), ...whoAndWhere(view, output), eventDetails };
}

/** What it is, when it was, how bad it is. */
function classify(view: EventView, output: MappingOutput, family: EventFamily): RowDraft<'auditLogs'> {
  const { fields } = view.input;
  const [{ shape }] = view.parts;
  const externalId = fields.id(...shape.names.externalId);
  const word = fields.word(...shape.names.type);
  const eventType = readType(word, family, output);
  const time = readEventTime(view, externalId, output);
  const taskId = firstOf(view, (part) => readReference(part, 'task', output) ?? readTaskObject(part));
  const agentId = firstOf(view, (part) => readAgent(part, output));
  const summary = summariseEvent(view, { label: word ?? family.label, about: [taskId, agentId] });
  const { severity, sourceSeverity } = readSeverity(view, output);
  const impact = readSecurityImpact(view, eventType, sourceSeverity);
  return {
    externalId,
    eventType,
    sourceEventType: word,
    agentId,
    taskId,
    eventSummary: summary.text,
    severity,
    sourceSeverity,
    securityImpact: impact.impact,
    occurredAt: time.occurredAt,
    metadata: time.isSuspect ? '{"time_suspect":"same-clock-in-another-zone"}' : null,
    derived: derivedColumns(
      'audit_logs',
      { occurred_at: time.rule, event_summary: summary.rule, security_impact: impact.rule },
      output,
    ),
  };
}

function whoAndWhere(view: EventView, output: MappingOutput): RowDraft<'auditLogs'> {
  const { fields } = view.input;
  return {
    assetId: firstOf(view, (part) => readReference(part, 'asset', output)),
    userId: firstOf(view, (part) => readReference(part, 'user', output)),
    complianceTags: fields.strings(...view.parts[0].shape.names.tags),
    ipAddress: firstOf(view, ({ object, shape }) => readIpAddress(object, shape.positions.ip)),
    userAgent: firstOf(view, (part) => {
      if (part.shape.names.userAgent.length === 0) return null;
      const reader = part.name === null ? fields : fields.object(part.name);
      return reader?.text(...part.shape.names.userAgent) ?? null;
    }),
  };
}

/** Words come from documents: the memory of their meanings is bounded. */
const MEMORY_LIMIT = 2_000;
const meanings = new Map<EventType | null, Map<string, EventTypeMeaning>>();

function readType(word: string | null, { usualType }: EventFamily, output: MappingOutput): EventType {
  if (word === null) return usualType ?? 'other';
  const { type, note } = meaningOf(word, usualType);
  if (note !== null) output.note(note.code, note.subject);
  return type;
}

function meaningOf(word: string, usual: EventType | null): EventTypeMeaning {
  let known = meanings.get(usual);
  if (known === undefined) meanings.set(usual, (known = new Map<string, EventTypeMeaning>()));
  const remembered = known.get(word);
  if (remembered !== undefined) return remembered;
  const meaning = meaningOfEventType(word, usual);
  if (known.size >= MEMORY_LIMIT) known.clear();
  known.set(word, meaning);
  return meaning;
}
