import { memberOf } from '@cortex/domain';
import type { Fact } from '@cortex/domain';

import type { FieldReader } from './field-reader';
import type { MappingOutput } from './kind';

/**
 * `declares-master`: a place that only ever names masters (`parent_master`, `from_master`, the folder below
 * `masters/`). `any-actor`: everything else (`assigned_to`, `created_by`).
 */
export type ActorPosition = 'declares-master' | 'any-actor';

/**
 * The agents that a record names. Masters have three names: `x`, `x-master`, `x-agent`. The row is `x-master` and the
 * bare word an alias of it; `x-agent` keeps a row of its own that names its successor, because old writers still write
 * under it.
 *
 * A record's first fact is its primary one, so the facts about names wait until `emit()`: call it last.
 */
export interface ActorNames {
  /** The agent's id for a name; null for null and for words that mean nobody. */
  idOf(name: string | null, position?: ActorPosition): string | null;
  /** The same out of the first member that names somebody; a member that does not is left for `rest()`. */
  read(fields: FieldReader, names: readonly string[], position?: ActorPosition): string | null;
  /** Hands aliases and legacy rows to the output. */
  emit(): void;
}

/**
 * Families that are masters wherever they are named without a suffix. Anything else becomes one by being declared in
 * the tree; its alias then holds for every record, whatever its place.
 */
const USUAL_MASTERS = new Set([
  'coordinator',
  'development',
  'security',
  'inventory',
  'documentation',
  'cicd',
  'ci-cd',
  'testing',
  'monitoring',
  'cleanup',
  'achievement',
  'initializer',
]);

/** What stands in a master's place without being one. */
const NEVER_MASTERS = new Set([
  'user',
  'human',
  'system',
  'admin',
  'operator',
  'any',
  'all',
  'auto',
  'manual',
  'cli',
  'api',
  'self',
  'daemon',
  'master',
  'masters',
  'worker',
  'observer',
  'claude',
  'claude-code',
]);

const NOBODY = new Set(['none', 'null', 'undefined', 'n/a', 'na', 'unassigned', 'unknown', 'tbd', '-', '?']);

/** One to four words of letters: `development`, `resource-manager`; names with digits are workers or tools. */
const FAMILY = /^[a-z]{2,31}(?:-[a-z]{1,31}){0,3}$/;
const OTHER_ACTOR = /(?:^|-)(?:worker|observer|daemon|cli|contractor|team|bot|user|script|tool)(?:-|$)/;

/** A longer name, or one over several lines, is prose. */
const LONGEST_NAME = 200;

/** Below everything that a document says of the agent itself. */
const LEGACY_PRECEDENCE = 1;

export function createActorNames(output: MappingOutput): ActorNames {
  const facts = new Map<string, Fact>();
  const idOf = (name: string | null, position: ActorPosition = 'any-actor'): string | null => {
    if (name === null || isNobody(name)) return null;
    const decision = decide(name, position);
    for (const fact of decision.facts) facts.set(`${fact.type}:${aliasOf(fact)}`, fact);
    if (decision.rule !== null) output.note('alias', decision.rule);
    return decision.id;
  };
  const read = (fields: FieldReader, names: readonly string[], position?: ActorPosition): string | null => {
    for (const name of names) {
      const value = memberOf(fields.node, name);
      if (value?.type !== 'string' || value.value.trim() === '') continue;
      if (isNobody(value.value) || isProse(value.value)) {
        output.note('reference-ignored', name);
        continue;
      }
      fields.skip(name);
      return idOf(value.value, position);
    }
    return null;
  };
  const emit = (): void => {
    for (const fact of facts.values()) output.fact(fact);
    facts.clear();
  };
  return { idOf, read, emit };
}

interface Decision {
  readonly id: string;
  readonly rule: string | null;
  readonly facts: readonly Fact[];
}

function decide(raw: string, position: ActorPosition): Decision {
  const name = raw.trim();
  const family = familyOf(name);
  if (family === null || !isMaster(family, position)) return { id: name, rule: null, facts: [] };
  if (name.toLowerCase().endsWith('-agent')) return legacyAgent(name, family);
  const id = `${family}-master`;
  // A full name alone is no reason for an alias that nobody uses.
  if (raw === id) return { id, rule: null, facts: [] };
  const facts = [...new Set([raw, name, family])]
    .filter((alias) => alias !== id)
    .map((alias): Fact => ({ type: 'alias', of: 'agents', alias, id, rule: 'master-name' }));
  return { id, rule: 'master-name', facts };
}

/** `development` of `development`, `development-agent` and `Development Master`; null for what is no family's name. */
function familyOf(name: string): string | null {
  const plain = name.toLowerCase().replace(/[\s_]+/g, '-');
  const family = plain.replace(/-(?:master|agent)$/, '');
  return FAMILY.test(family) ? family : null;
}

function isMaster(family: string, position: ActorPosition): boolean {
  if (USUAL_MASTERS.has(family)) return true;
  return position === 'declares-master' && !NEVER_MASTERS.has(family) && !OTHER_ACTOR.test(family);
}

function legacyAgent(id: string, family: string): Decision {
  const configuration = JSON.stringify({ successor: `${family}-master` });
  const row = { agentId: id, agentType: 'master', configuration };
  const fact: Fact = { type: 'agent', id, precedence: LEGACY_PRECEDENCE, updatedAt: null, row };
  return { id, rule: 'legacy-agent-name', facts: [fact] };
}

function isNobody(name: string): boolean {
  const trimmed = name.trim();
  return trimmed === '' || NOBODY.has(trimmed.toLowerCase());
}

function isProse(name: string): boolean {
  return name.length > LONGEST_NAME || /[\r\n]/.test(name.trim());
}

function aliasOf(fact: Fact): string {
  return fact.type === 'alias' ? fact.alias : fact.type === 'agent' ? fact.id : '';
}
