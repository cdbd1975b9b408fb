import type { RowDraft } from '@cortex/domain';

import type { MappingOutput, RecordInput, RecordMapper } from '../../normalise/kind';
import type { EventType, EventTypeMeaning } from '../../normalise/words/event-type-words';
import { meaningOfEventType } from '../../normalise/words/event-type-words';
import { derivedColumns } from '../derived-columns';
import { readSeverity, readSecurityImpact } from './event-severity';
import { summariseEvent } from './event-summary';
import { isTimeStamped, readEventTime } from './event-time';
import type { EventView } from './event-view';
import { viewEvent } from './event-view';
import { readIpAddress } from './read-ip-address';
import { readAgent, readReference } from './read-reference';

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
  return rowOf(view, { eventDetails, family }, output);
}

interface Given {
  readonly eventDetails: string;
  readonly family: EventFamily;
}

/** One literal with all columns: rows of one shape are cheap to make and to read. */
function rowOf(
  view: EventView,
  { eventDetails, family }: Given,
  output: MappingOutput,
): RowDraft<'auditLogs'> {
  const { fields } = view.input;
  const { names } = view.parts[0].shape;
  const externalId = fields.id(...names.externalId);
  const word = fields.word(...names.type);
  const eventType = readType(word, family, output);
  const time = readEventTime(view, externalId, output);
  const taskId = readReference(view, 'task', output);
  const agentId = readAgent(view, output);
  const summary = summariseEvent(view, { label: word ?? family.label, taskId, agentId });
  const { severity, sourceSeverity } = readSeverity(view, output);
  const impact = readSecurityImpact(view, eventType, sourceSeverity);
  return {
    externalId,
    eventType,
    sourceEventType: word,
    agentId,
    taskId,
    assetId: readReference(view, 'asset', output),
    userId: readReference(view, 'user', output),
    eventSummary: summary.text,
    eventDetails,
    severity,
    sourceSeverity,
    securityImpact: impact.impact,
    complianceTags: names.tags.length === 0 ? null : fields.strings(...names.tags),
    ipAddress: readIpAddress(view),
    userAgent: readUserAgent(view),
    occurredAt: time.occurredAt,
    metadata: time.isSuspect ? '{"time_suspect":"same-clock-in-another-zone"}' : null,
    derived: derivedText(
      { occurred_at: time.rule, event_summary: summary.rule, security_impact: impact.rule },
      output,
    ),
  };
}

interface DerivedRules {
  readonly occurred_at: string | null;
  readonly event_summary: string | null;
  readonly security_impact: string | null;
}

/** Most events derive nothing. */
function derivedText(rules: DerivedRules, output: MappingOutput): string | null {
  const { occurred_at, event_summary, security_impact } = rules;
  if (occurred_at === null && event_summary === null && security_impact === null) return null;
  return derivedColumns('audit_logs', { occurred_at, event_summary, security_impact }, output);
}

function readUserAgent({ input, parts }: EventView): string | null {
  for (const { name, shape } of parts) {
    if (shape.names.userAgent.length === 0) continue;
    const fields = name === null ? input.fields : input.fields.object(name);
    const agent = fields?.text(...shape.names.userAgent) ?? null;
    if (agent !== null) return agent;
  }
  return null;
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
