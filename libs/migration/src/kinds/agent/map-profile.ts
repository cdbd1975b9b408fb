import { memberOf } from '@cortex/domain';
import type { RowDraft } from '@cortex/domain';

import { createActorNames } from '../../normalise/actor-names';
import type { ActorPosition } from '../../normalise/actor-names';
import type { FieldReader } from '../../normalise/field-reader';
import type { MappingOutput, RecordInput } from '../../normalise/kind';
import { laterOf } from '../../normalise/parse-time';
import { peekText, peekTime } from '../../normalise/peek';
import { agentStatusWords } from '../../normalise/words/agent-status-words';
import type { AgentType } from '../../normalise/words/agent-type-words';
import { plainWord, readWord } from '../../normalise/words/word-table';

export interface ProfileRules {
  /** As it stands in the document; the names of masters are made one. */
  readonly name: string;
  readonly position?: ActorPosition;
  /** null where the document does not say; the resolver then goes by the id. */
  readonly agentType: AgentType | null;
  readonly precedence: number;
}

const CERTIFICATIONS = new Set(['certified', 'provisional', 'suspended', 'revoked']);

/**
 * What a document says of one agent: registry, index, identities, capabilities, status board, state of a master,
 * performance of a contractor.
 *
 * | column | members |
 * |---|---|
 * | agent_status, source_status | status, state, health |
 * | display_name | display_name, master_name, contractor_name, agent_name, name |
 * | role, specialization | role, purpose, description; specialization, specialty |
 * | color, icon, prompt_file | the same; prompt_template |
 * | token_budget_* | token_budget{personal, worker_pool}, or one number; default_token_budget |
 * | tokens_used_* | tokens_used_today, tokens_used_total |
 * | certification* | certification (known words only), certification_date, certified_by |
 * | created_at, activated_at | created_at, added_at, initialized_at; activated_at |
 * | last_checkin, terminated_at | last_checkin, last_seen, last_run, …; terminated_at, retired_at |
 * | capabilities | capabilities, expertise_areas, skills, expertise |
 * | configuration | everything else |
 */
export function mapProfile(input: RecordInput, output: MappingOutput, rules: ProfileRules): void {
  const { fields } = input;
  const actors = createActorNames(output);
  const id = actors.idOf(rules.name, rules.position);
  if (id === null) {
    output.note('unexpected-shape', `${input.document.kind}: no agent`);
    return;
  }
  for (const name of ['agent_id', 'master_id', 'id'])
    if (peekText(fields.node, name) === rules.name) fields.skip(name);
  const times = readTimes(fields);
  const row: RowDraft<'agents'> = {
    agentId: id,
    agentType: rules.agentType,
    ...readStatus(fields, output),
    ...readLooks(fields),
    ...readBudget(fields),
    ...readCertification(fields),
    certifiedBy: actors.read(fields, ['certified_by']),
    ...times,
    capabilities: fields.json('capabilities', 'expertise_areas', 'skills', 'expertise'),
    repositories: fields.strings('repositories'),
    configuration: fields.rest(),
  };
  const { precedence } = rules;
  output.fact({ type: 'agent', id, precedence, updatedAt: freshness(input, times), row });
  actors.emit();
}

/** What makes a record newer than another that is just as good: its own last time, else the file's. */
function freshness(input: RecordInput, times: RowDraft<'agents'>): string | null {
  const own = [times.lastCheckin, times.terminatedAt, times.activatedAt, times.createdAt].map((time) =>
    typeof time === 'string' ? time : null,
  );
  const file = peekTime(input.document.envelope ?? undefined, 'updated_at', 'last_updated', 'created_at');
  return own.reduce(laterOf, null) ?? file;
}

function readStatus(fields: FieldReader, output: MappingOutput): RowDraft<'agents'> {
  const sourceStatus = fields.word('status', 'state', 'health');
  return {
    agentStatus: sourceStatus === null ? null : readWord(agentStatusWords, sourceStatus, output),
    sourceStatus,
  };
}

function readLooks(fields: FieldReader): RowDraft<'agents'> {
  return {
    displayName: fields.text('display_name', 'master_name', 'contractor_name', 'agent_name', 'name'),
    color: fields.word('color'),
    icon: fields.word('icon'),
    role: fields.text('role', 'purpose', 'description'),
    promptFile: fields.text('prompt_file', 'prompt_template'),
    specialization: fields.text('specialization', 'specialty'),
  };
}

function readBudget(fields: FieldReader): RowDraft<'agents'> {
  const budget = fields.object('token_budget');
  return {
    tokenBudgetPersonal:
      fields.integer('token_budget', 'token_budget_personal', 'default_token_budget') ??
      budget?.integer('personal', 'total', 'daily') ??
      null,
    tokenBudgetWorkerPool:
      fields.integer('token_budget_worker_pool') ?? budget?.integer('worker_pool') ?? null,
    tokensUsedToday: fields.integer('tokens_used_today') ?? budget?.integer('used_today') ?? null,
    tokensUsedTotal:
      fields.bigint('tokens_used_total', 'total_tokens_used') ?? budget?.bigint('used_total') ?? null,
  };
}

/** The column has four words; anything else that is called a certification stays where it is. */
function readCertification(fields: FieldReader): RowDraft<'agents'> {
  const value = memberOf(fields.node, 'certification');
  const word = value?.type === 'string' ? plainWord(value.value) : '';
  if (CERTIFICATIONS.has(word)) fields.skip('certification');
  return {
    certification: CERTIFICATIONS.has(word) ? word : null,
    certificationDate: fields.time('certification_date', 'certified_at'),
  };
}

function readTimes(fields: FieldReader): RowDraft<'agents'> {
  return {
    createdAt: fields.time('created_at', 'added_at', 'initialized_at', 'registered_at'),
    activatedAt: fields.time('activated_at'),
    lastCheckin: fields.time(
      'last_checkin',
      'last_seen',
      'last_run',
      'last_contact',
      'last_heartbeat',
      'last_active',
      'last_check',
    ),
    terminatedAt: fields.time('terminated_at', 'retired_at'),
  };
}
