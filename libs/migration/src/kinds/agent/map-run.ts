import { memberOf } from '@cortex/domain';
import type { AgentFact, RowDraft } from '@cortex/domain';

import { createActorNames } from '../../normalise/actor-names';
import type { ActorNames } from '../../normalise/actor-names';
import { createDerivation } from '../../normalise/derivation';
import type { FieldReader } from '../../normalise/field-reader';
import type { MappingOutput, RecordInput } from '../../normalise/kind';
import { agentStatusWords } from '../../normalise/words/agent-status-words';
import { agentStatusOfRun, isEnded, isPlanned, runStatusWords } from '../../normalise/words/run-status-words';
import type { RunStatus } from '../../normalise/words/run-status-words';
import { readWord, shownWord } from '../../normalise/words/word-table';
import { documentPosition } from '../document-position';
import { cleanId } from '../task/task-id';
import { agentPrecedence } from './agent-precedence';
import { openRunParts, readRunTimes } from './run-times';
import type { RunTimes } from './run-times';
import { emitTokens, readRunTokens } from './run-tokens';
import type { RunTokens } from './run-tokens';

export interface RunRules {
  readonly agentId: string;
  /** Why the id is not the one that the record gives. */
  readonly idRule: string | null;
  /** What a record without a status of its own is, by the list that it stands in. */
  readonly listStatus?: string;
  /** The master in whose document the record stands. */
  readonly masterId?: string | null;
  readonly operation: string;
}

/** A folder for specs that are over; what runs in there was forgotten. */
const ARCHIVE = /(?:^|\/)(?:archive|archived|archives)(?:[-_][\w-]*)?\//i;

interface Run {
  readonly rules: RunRules;
  readonly times: RunTimes;
  readonly tokens: RunTokens;
  readonly status: { readonly run: RunStatus; readonly raw: string | null; readonly conflict: string | null };
  readonly actors: { readonly master: string | null; readonly spawner: string | null };
  readonly taskId: string | null;
  readonly workerType: string | null;
}

/**
 * One run of an agent: the run itself (primary), the slot that it ran in, and what it used. Worker ids are reused, so
 * a run is named by id and instant, `<agent>@<created or started>`; where no time is given, by the record's position.
 * A worker that is only planned has a slot and no run.
 *
 * | column | members |
 * |---|---|
 * | run_status, source_status | status, health_state, state; the list that the record stands in |
 * | task_id | task_id, current_task |
 * | master_agent_id | parent_master, master_id, or who created it where that is a master |
 * | worker_type | worker_type, type, agent_type |
 * | created_at | created_at, spawned_at; registered_at of a monitor (`derived`) |
 * | started_at, ended_at | started_at; completed_at, ended_at, failed_at, …; also in execution; `timestamp` of a report |
 * | last_heartbeat | heartbeat.last_heartbeat, last_heartbeat, last_checkin, … |
 * | token_budget, tokens_used | token_budget, token_allocation; tokens_used; also in resources, execution, metrics |
 * | exit_code, outcome, result | exit_code; outcome, completion_reason, failure_reason; results, result |
 * | metadata | everything else |
 */
export function mapRun(input: RecordInput, output: MappingOutput, rules: RunRules): void {
  const actors = createActorNames(output);
  const run = readRun(input, output, { rules, actors });
  if (isPlanned(run.status.raw)) {
    output.fact(plannedFact(input, output, run));
    actors.emit();
    return;
  }
  output.fact({ type: 'keyed', table: 'agentRuns', row: runRow(input, output, run) });
  output.fact(agentFact(input, run));
  const { agentId, operation } = rules;
  emitTokens({ agentId, taskId: run.taskId, tokens: run.tokens, times: run.times, operation }, input, output);
  actors.emit();
}

interface Reading {
  readonly rules: RunRules;
  readonly actors: ActorNames;
}

function readRun(input: RecordInput, output: MappingOutput, { rules, actors }: Reading): Run {
  const { fields } = input;
  const status = readStatus(input, output, rules);
  const parts = openRunParts(fields);
  const spawner = actors.read(fields, ['created_by', 'spawned_by', 'launched_by']);
  const master = actors.read(fields, ['parent_master', 'master', 'master_id'], 'declares-master');
  const spawnedByMaster = spawner?.endsWith('-master') === true ? spawner : null;
  return {
    rules,
    status,
    times: readRunTimes(parts, isEnded(status.run)),
    tokens: readRunTokens(parts),
    actors: { master: master ?? spawnedByMaster ?? rules.masterId ?? null, spawner },
    taskId: cleanId(fields.id('task_id', 'current_task', 'taskId')),
    workerType: fields.word('worker_type', 'type', 'agent_type'),
  };
}

function readStatus(input: RecordInput, output: MappingOutput, rules: RunRules): Run['status'] {
  const raw = input.fields.word('status', 'health_state', 'state');
  if (isPlanned(raw)) return { run: runStatusWords.absent, raw, conflict: null };
  const word = readWord(runStatusWords, raw ?? rules.listStatus ?? null, output);
  const { pathText, memberText } = input.document;
  const isArchived = ARCHIVE.test(pathText) || (memberText !== null && ARCHIVE.test(memberText));
  if (word !== 'running' || !isArchived) return { run: word, raw, conflict: null };
  output.note('status-conflict', 'agent_runs.run_status: running in an archive folder');
  return { run: 'retired', raw, conflict: `${shownWord(raw ?? word)} in an archive folder` };
}

function runRow(input: RecordInput, output: MappingOutput, run: Run): RowDraft<'agentRuns'> {
  const { fields } = input;
  const { times, tokens, status, rules } = run;
  const derivation = createDerivation('agent_runs', output);
  if (rules.idRule !== null) derivation.mark('agent_id', rules.idRule);
  if (status.conflict !== null) derivation.mark('run_status', 'archive-folder');
  else if (status.raw === null && rules.listStatus !== undefined) derivation.mark('run_status', 'list');
  if (times.seenAt !== null) derivation.mark('created_at', 'first-seen');
  const beginning = times.createdAt ?? times.startedAt ?? times.seenAt;
  return {
    agentRunId: `${rules.agentId}@${beginning ?? documentPosition(input)}`,
    agentId: rules.agentId,
    taskId: run.taskId,
    masterAgentId: run.actors.master,
    runStatus: status.run,
    sourceStatus: status.raw,
    workerType: run.workerType,
    createdAt: times.createdAt ?? times.seenAt,
    startedAt: times.startedAt,
    endedAt: times.endedAt,
    lastHeartbeat: times.lastHeartbeat,
    tokenBudget: tokens.budget,
    tokensUsed: tokens.used,
    exitCode:
      fields.integer('exit_code', 'exitCode') ?? fields.object('execution')?.integer('exit_code') ?? null,
    ...readOutcome(fields),
    metadata: fields.rest({ status_conflict: status.conflict }),
    derived: derivation.json(),
  };
}

function readOutcome(fields: FieldReader): RowDraft<'agentRuns'> {
  const name = ['results', 'result', 'outcome'].find((one) => memberOf(fields.node, one)?.type === 'object');
  const outcome =
    fields.text('outcome', 'completion_reason', 'failure_reason') ??
    fields.object('execution')?.text('outcome') ??
    fields.object('failure')?.text('reason') ??
    (name === undefined ? fields.text('result', 'results') : (fields.object(name)?.text('status') ?? null));
  return { outcome, result: name === undefined ? null : fields.json(name) };
}

/** What a run would have kept, the slot keeps. */
function plannedFact(input: RecordInput, output: MappingOutput, run: Run): AgentFact {
  const fact = agentFact(input, run);
  const agentStatus = readWord(agentStatusWords, run.status.raw, output);
  return { ...fact, row: { ...fact.row, agentStatus, configuration: input.fields.rest() } };
}

function agentFact({ fields }: RecordInput, run: Run): AgentFact {
  const { times, tokens, status, rules, actors } = run;
  const row: RowDraft<'agents'> = {
    agentId: rules.agentId,
    agentType: 'worker',
    agentStatus: status.raw === null && rules.listStatus === undefined ? null : agentStatusOfRun(status.run),
    sourceStatus: status.raw,
    promptFile: fields.text('prompt_template', 'prompt_file'),
    parentAgentId: actors.spawner ?? actors.master,
    masterAgentId: actors.master,
    tokenBudgetPersonal: tokens.budget,
    specialization: run.workerType,
    createdAt: times.createdAt,
    activatedAt: times.startedAt,
    lastCheckin: times.lastHeartbeat,
    terminatedAt: isEnded(status.run) ? times.endedAt : null,
  };
  const { updatedAt } = times;
  return { type: 'agent', id: rules.agentId, precedence: agentPrecedence.run, updatedAt, row };
}
