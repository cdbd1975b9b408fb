import { memberOf } from '@cortex/domain';
import type { JsonNode } from '@cortex/domain';

import { cleanId, givenTaskId } from './task-id';

/** One reference to a task, with what stood beside the id. */
export interface TaskReference {
  readonly id: string;
  readonly comment: string | null;
}

const LONGEST_ID = 200;

/** `task-001 (the migration)`: the comment is for people. */
const WITH_COMMENT = /^(\S+)\s+\(([^)]*)\)$/;

/**
 * Reads one entry of a list of dependencies; null for prose and for names that could be anything (`redis`). `siblings`
 * are the ids that stand beside the record: those are ids however they look.
 */
export function readTaskReference(node: JsonNode, siblings: ReadonlySet<string>): TaskReference | null {
  if (node.type === 'object') {
    const id = givenTaskId(node);
    return id === null ? null : { id, comment: null };
  }
  const text = node.type === 'string' ? node.value.trim() : node.type === 'number' ? node.text : '';
  const match = WITH_COMMENT.exec(text);
  const id = cleanId(match?.[1] ?? text);
  if (id === null || !(siblings.has(id) || looksLikeTaskId(id))) return null;
  return { id, comment: match?.[2] ?? null };
}

/** One word with a number and a separator in it, or the prefix that all tasks of the tree have. */
export function looksLikeTaskId(text: string): boolean {
  if (text.length > LONGEST_ID || /[\s,;/\\]/.test(text)) return false;
  return /^task[-_]/i.test(text) || (/\d/.test(text) && /[-_]/.test(text));
}

/** Ids that stand in the lists of the record around, under the names that hold tasks. */
export function siblingIds(around: JsonNode | undefined): ReadonlySet<string> {
  const ids = new Set<string>();
  if (around === undefined) return ids;
  for (const name of ['subtasks', 'tasks', 'sub_tasks', 'children']) collectIds(memberOf(around, name), ids);
  for (const name of ['tracks', 'phases']) {
    const groups = memberOf(around, name);
    if (groups?.type !== 'array') continue;
    for (const group of groups.items) collectIds(memberOf(group, 'tasks'), ids);
  }
  return ids;
}

function collectIds(list: JsonNode | undefined, ids: Set<string>): void {
  if (list?.type !== 'array') return;
  for (const item of list.items) {
    const id = givenTaskId(item);
    if (id !== null) ids.add(id);
  }
}
