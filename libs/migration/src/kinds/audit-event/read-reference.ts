import type { JsonNode } from '@cortex/domain';
import { memberOf } from '@cortex/domain';

import { createActorNames } from '../../normalise/actor-names';
import type { MappingOutput } from '../../normalise/kind';
import type { EventPart } from './event-view';

/** A longer text in the place of an id is prose or a dump. */
const LONGEST_REFERENCE = 200;

/** Templates that nobody filled in, and texts of several lines. */
const UNFILLED = /[\r\n]|\$\{|\$\(|\{\{|<[^>]*>/;
const NOBODY = /^(?:-|\?|n\/?a|none|null|nil|undefined|unknown|unassigned|tbd|todo)$/i;

/** `task_id`, `workerId`: whatever stands there is meant as an id; elsewhere several words are prose. */
const ID_NAME = /(?:_id|Id|^id)$/;

/** Text of a scalar in the place of an id; `''` when there is none. */
function scalarText(node: JsonNode | undefined): string {
  if (node?.type === 'string') return node.value.trim();
  return node?.type === 'number' ? node.text : '';
}

/** Whether a text under that member name refers to something. */
export function isReference(text: string, name: string): boolean {
  if (text === '' || text.length > LONGEST_REFERENCE || UNFILLED.test(text) || NOBODY.test(text))
    return false;
  return ID_NAME.test(name) || !/\s/.test(text);
}

/** First of the members in a role that names something; a text that names nothing is noted, never dropped silently. */
export function readReference(
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
export function readTaskObject({ object, shape }: EventPart): string | null {
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
export function readAgent({ object, shape }: EventPart, output: MappingOutput): string | null {
  for (const at of shape.positions.agent) {
    const key = shape.keys[at] ?? '';
    const { text, name } = agentText(object.members[at]?.value, key);
    if (text === '') continue;
    const agent = agentNamed(text, name);
    if (agent.rule !== null) output.note('alias', agent.rule);
    if (agent.id !== null) return agent.id;
    output.note('reference-ignored', `audit_logs.agent: ${key}`);
  }
  return null;
}

/** `actor: {type, id}` holds the name one level deeper. */
function agentText(
  node: JsonNode | undefined,
  key: string,
): { readonly text: string; readonly name: string } {
  if (node?.type !== 'object') return { text: scalarText(node), name: key };
  const id = memberOf(node, 'id') ?? memberOf(node, 'agent_id') ?? memberOf(node, 'worker_id');
  return { text: scalarText(id), name: 'id' };
}

/** What a text in the place of an agent refers to; `rule` says how its name was changed. */
interface AgentName {
  readonly id: string | null;
  readonly rule: string | null;
}

/** Names come from documents: the memory of decisions is bounded. */
const MEMORY_LIMIT = 10_000;
const agentNames = { byId: new Map<string, AgentName>(), byWord: new Map<string, AgentName>() };

function agentNamed(text: string, name: string): AgentName {
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
  if (text.length > LONGEST_REFERENCE || UNFILLED.test(text)) return { id: null, rule: null };
  let rule: string | null = null;
  const id = createActorNames({
    fact: () => undefined,
    note: (code, subject) => {
      if (code === 'alias') rule = subject;
    },
    quarantine: () => undefined,
  }).idOf(text);
  return id !== null && isReference(id, name) ? { id, rule } : { id: null, rule: null };
}
