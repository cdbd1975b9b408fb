import type { KeyedFact, RowDraft } from '@cortex/domain';

import type { FieldReader } from '../../normalise/field-reader';
import type { MappingOutput, RecordInput } from '../../normalise/kind';
import { policySeverityWords } from '../../normalise/words/policy-severity-words';
import { violationStatusWords } from '../../normalise/words/violation-status-words';
import { readWord } from '../../normalise/words/word-table';
import { isReference } from '../audit-event/read-reference';
import { cutText } from '../audit-event/event-summary';
import { derivedColumns } from '../derived-columns';

/** What a kind of document knows of its violations before it reads one. */
export interface ViolationFamily {
  /** Stands for the policy where a record names none: detectors report without saying which policy asked them to. */
  readonly policyId: string;
  /** Members that name the policy. */
  readonly policyNames: readonly string[];
  /** Members that say in a word what was found, for the summary. */
  readonly findingNames: readonly string[];
}

const LONGEST_SUMMARY = 500;

/** The violation that an audit row is about; who, when and where is what the audit row says. */
export function violationFact(
  input: RecordInput,
  family: ViolationFamily,
  { audit, output }: { readonly audit: RowDraft<'auditLogs'>; readonly output: MappingOutput },
): KeyedFact {
  const { fields } = input;
  const named = readPolicy(fields, family);
  const finding = fields.word(...family.findingNames);
  const weight = readWeight(fields, output);
  const state = readState(fields, output);
  const derived = {
    policy_id: named === null ? 'document-kind' : null,
    violation_summary: finding === null ? null : 'finding',
    severity: weight.rule,
    status: state.rule,
  };
  const row: RowDraft<'policyViolations'> = {
    externalId: externalIdOf(input, audit),
    policyId: named ?? family.policyId,
    assetId: audit.assetId ?? null,
    taskId: audit.taskId ?? null,
    agentId: audit.agentId ?? null,
    violationSummary: summaryOf(audit, finding),
    violationDetails: audit.eventDetails ?? null,
    severity: weight.severity,
    sourceSeverity: weight.word,
    status: state.status,
    sourceStatus: state.word,
    resolvedBy: readResolver(fields, output),
    resolutionNotes: fields.text('resolution_notes', 'resolution', 'justification'),
    detectedAt: audit.occurredAt ?? null,
    acknowledgedAt: fields.time('acknowledged_at'),
    resolvedAt: fields.time('resolved_at', 'remediated_at'),
    derived: derivedColumns('policy_violations', derived, output),
  };
  return { type: 'keyed', table: 'policyViolations', row };
}

function readPolicy(fields: FieldReader, { policyNames }: ViolationFamily): string | null {
  const id = fields.id(...policyNames);
  return id !== null && isReference(id, 'id') ? id : null;
}

/** The source's id, or else the place of the record: nothing else tells two equal findings apart. */
function externalIdOf({ document, record }: RecordInput, audit: RowDraft<'auditLogs'>): string {
  if (typeof audit.externalId === 'string') return audit.externalId;
  const member = document.memberText === null ? '' : `!${document.memberText}`;
  return `${document.pathText}${member}#${record.ordinal}${record.pointer}`;
}

/** `pii_type: email_address` says more than a composed summary of the event. */
function summaryOf(audit: RowDraft<'auditLogs'>, finding: string | null): string {
  const summary = typeof audit.eventSummary === 'string' ? audit.eventSummary : 'violation';
  if (finding === null || finding === summary) return summary;
  return cutText(`${finding}: ${summary}`, LONGEST_SUMMARY);
}

interface Weight {
  readonly severity: string | null;
  readonly word: string | null;
  readonly rule: string | null;
}

function readWeight(fields: FieldReader, output: MappingOutput): Weight {
  const stated = fields.word('severity');
  const word = stated ?? fields.word('risk_level');
  if (word === null) return { severity: null, word: null, rule: null };
  return {
    severity: readWord(policySeverityWords, word, output),
    word,
    rule: stated === null ? 'risk_level' : null,
  };
}

interface State {
  readonly status: string;
  readonly word: string | null;
  readonly rule: string | null;
}

/** What is not said to be over is open: the one thing that every reader of violations asks for. */
function readState(fields: FieldReader, output: MappingOutput): State {
  const word = fields.word('violation_status', 'status');
  if (word !== null) return { status: readWord(violationStatusWords, word, output), word, rule: null };
  if (fields.has('resolved_at') || fields.boolean('resolved') === true) {
    return { status: 'resolved', word: null, rule: 'resolved' };
  }
  if (fields.has('approved_by')) return { status: 'resolved', word: null, rule: 'approved' };
  if (fields.has('acknowledged_at') || fields.boolean('acknowledged') === true) {
    return { status: 'acknowledged', word: null, rule: 'acknowledged' };
  }
  return { status: violationStatusWords.absent, word: null, rule: 'absent' };
}

/** A user; `none` and sentences name nobody. */
function readResolver(fields: FieldReader, output: MappingOutput): string | null {
  const resolver = fields.id('resolved_by', 'approved_by');
  if (resolver === null) return null;
  if (isReference(resolver, 'resolver')) return resolver;
  output.note('reference-ignored', 'policy_violations.resolved_by');
  return null;
}
