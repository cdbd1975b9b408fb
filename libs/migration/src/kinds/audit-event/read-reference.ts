import type { JsonNode } from '@cortex/domain';
import { memberOf } from '@cortex/domain';

import { createActorNames } from '../../normalise/actor-names';
import type { MappingOutput } from '../../normalise/kind';
import type { EventPart, EventView } from './event-view';

/** A longer text in the place of an id is prose or a dump. */
const LONGEST_REFERENCE = 200;

/** Templates that nobody filled in, and texts of several lines. */
const UNFILLED = /[\r\n]|\$\{|\$\(|\{\{|<[^>]*>/;
const NOBODY = /^(?:-|\?|n\/?a|none|null|nil|undefined|unknown|unassigned|tbd|todo)$/i;

/** `task_id`, `workerId`: what stands there is meant as an id, though some logs put the title of a task there. */
const ID_NAME = /(?:_id|Id|^id)$/;

/** Three words and more; paths may hold spaces. */
const PROSE = /^[^/]*\s[^/\s]+\s[^/]*$/;

/** Text of a scalar in the place of an id; `''` when there is none. */
function scalarText(node: JsonNode | undefined): string {
  if (node?.type === 'string') return node.value.trim();
  return node?.type === 'number' ? node.text : '';
}

/** Whether a text under that member name refers to something. */
export function isReference(text: string, name: string): boolean {
  if (text === '' || text.length > LONGEST_REFERENCE || UNFILLED.test(text) || NOBODY.test(text))
    return false;
  return ID_NAME.test(name) ? !PROSE.test(text) : !/\s/.test(text);
}

/** What an event refers to: itself first, then what it holds. */
export function readReference(
  { parts }: EventView,
  role: 'task' | 'asset' | 'user',
  output: MappingOutput,
): string | null {
  for (const part of parts) {
    const id = idInPart(part, role, output) ?? (role === 'task' ? idOfTaskObject(part) : null);
    if (id !== null) return id;
  }
  return null;
}

/** First of the members in a role that names something; a text that names nothing is noted, never dropped silently. */
function idInPart(
  { object, shape }: EventPart,
  role: 'task' | 'asset' | 'user',
  output: MappingOutput,
): string | null {
  for (const at of shape.positions[role]) {
    const name = shape.keys[at] ?? '';
    const text = scalarText(object.members[at]?.value);
    if (isReference(text, name)) return text;
    if (text !== '') output.note('reference-ignored', `audit_logs.${role}: ${name}`);
  }
  return null;
}

/** `task: {id, title}` */
function idOfTaskObject({ object, shape }: EventPart): string | null {
  for (const at of shape.positions.taskObject) {
    const node = object.members[at]?.value;
    const id = node?.type === 'object' ? scalarText(memberOf(node, 'id') ?? memberOf(node, 'task_id')) : '';
    if (isReference(id, 'id')) return id;
  }
  return null;
}

/**
 * The agent that is meant, masters by their full name (`development` → `development-master`).
 *
 * Aliases are not handed over as facts here as `ActorNames` does elsewhere: a log names a master a million times, and
 * the rule needs no alias row to be found.
 */
export function readAgent({ parts }: EventView, output: MappingOutput): string | null {
  for (const part of parts) {
    const id = agentInPart(part, output);
    if (id !== null) return id;
  }
  return null;
}

function agentInPart({ object, shape }: EventPart, output: MappingOutput): string | null {
  for (const at of shape.positions.agent) {
    const key = shape.keys[at] ?? '';
    const node = object.members[at]?.value;
    // `actor: {type, id}` holds the name one level deeper.
    const isObject = node?.type === 'object';
    const text = scalarText(isObject ? idMember(node) : node);
    if (text === '') continue;
    const agent = agentNamed(text, isObject ? 'id' : key);
    if (agent.rule !== null) output.note('alias', agent.rule);
    if (agent.id !== null) return agent.id;
    output.note('reference-ignored', `audit_logs.agent: ${key}`);
  }
  return null;
}

function idMember(node: JsonNode): JsonNode | undefined {
  return memberOf(node, 'id') ?? memberOf(node, 'agent_id') ?? memberOf(node, 'worker_id');
}

/** What a text in the place of an agent refers to; `rule` says how its name was changed. */
interface AgentName {
  readonly id: string | null;
  readonly rule: string | null;
}

const NOBODY_NAMED: AgentName = { id: null, rule: null };

/** Names come from documents: the memory of decisions is bounded. */
const MEMORY_LIMIT = 10_000;
const agentNames = { byId: new Map<string, AgentName>(), byWord: new Map<string, AgentName>() };

function agentNamed(text: string, name: string): AgentName {
  if (text.length > LONGEST_REFERENCE) return NOBODY_NAMED;
  const memory = ID_NAME.test(name) ? agentNames.byId : agentNames.byWord;
  const known = memory.get(text);
  if (known !== undefined) return known;
  const decided = decideAgent(text, name);
  if (memory.size >= MEMORY_LIMIT) memory.clear();
  memory.set(text, decided);
  return decided;
}

/** `Development Master` is a master's name in two words; the rule for it comes before the one against prose. */
function decideAgent(text: string, name: string): AgentName {
  if (UNFILLED.test(text)) return NOBODY_NAMED;
  let rule: string | null = null;
  const id = createActorNames({
    fact: () => undefined,
    note: (code, subject) => {
      if (code === 'alias') rule = subject;
    },
    quarantine: () => undefined,
  }).idOf(text);
  return id !== null && isReference(id, name) ? { id, rule } : NOBODY_NAMED;
}
