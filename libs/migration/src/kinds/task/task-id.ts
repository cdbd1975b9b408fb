import { memberOf } from '@cortex/domain';
import type { JsonNode } from '@cortex/domain';

import type { RecordInput } from '../../normalise/kind';

export interface TaskId {
  readonly id: string;
  /** Why the id is not simply the one that the record gives; null when it is. */
  readonly rule: string | null;
  /** What the record itself says, where that differs. */
  readonly original: string | null;
}

const ID_NAMES = ['id', 'task_id', 'taskId', 'orchestration_id', 'initiative_id', 'batch_id', 'plan_id'];

/** What makes an object a task rather than a container of tasks or something else in the same folder. */
const TASK_NAMES = [
  'title',
  'task_title',
  'name',
  'description',
  'query',
  'status',
  'payload',
  'task',
  'action',
  'goal',
];

/** Shell scripts write these where a variable was empty. */
const NO_ID = /^(?:null|none|undefined|nil|n\/a|unknown|tbd|-)?$/i;

/** `1`, `step-2`, `phase 3.1`: numbers within their own task, not ids of the tree. */
const LOCAL_NUMBER = /^(?:(?:sub_?task|sub|step|phase|part|item|stage)[-_ ]?)?\d{1,4}(?:\.\d{1,4})*$/i;

/** An id that refers to something, or null. */
export function cleanId(id: string | null): string | null {
  return id === null || NO_ID.test(id.trim()) ? null : id.trim();
}

/** The id that an object gives itself, or null. */
export function givenTaskId(node: JsonNode): string | null {
  for (const name of ID_NAMES) {
    const value = memberOf(node, name);
    const text = value?.type === 'string' ? value.value : value?.type === 'number' ? value.text : null;
    const id = cleanId(text);
    if (id !== null) return id;
  }
  return null;
}

/** Whether an object is a task: it has an id or says what to do. A list of tasks around others is not. */
export function isTaskLike(node: JsonNode): boolean {
  if (node.type !== 'object') return false;
  if (givenTaskId(node) !== null) return true;
  return TASK_NAMES.some((name) => {
    const value = memberOf(node, name);
    return value !== undefined && !(value.type === 'literal' && value.value === null);
  });
}

/** Base name of the document: `task-queue.backup-20260301-120000.json`. */
export function fileName(input: RecordInput): string {
  const { pathText, memberText } = input.document;
  return (memberText ?? pathText).split('/').at(-1) ?? '';
}

/** The same without its suffixes: `task-7` of `coordination/tasks/task-7.json.processed`. */
export function fileStem(input: RecordInput): string {
  return fileName(input).replace(/(?:\.(?:gz|json|jsonl|processed|backup[^.]*|bak|old|orig))+$/i, '');
}

/** The id of the task of a record; the file's name stands in for the top, the position for what is nested. */
export function readTaskId(input: RecordInput): TaskId {
  const given = givenTaskId(input.fields.node);
  const [around] = input.ancestors;
  if (around === undefined)
    return given === null ? fromFileName(input) : { id: given, rule: null, original: null };
  if (given !== null && !LOCAL_NUMBER.test(given)) return { id: given, rule: null, original: null };
  const base = ancestorTaskId(input) ?? fileStem(input);
  if (given !== null) return { id: `${base}:${given}`, rule: 'local-number', original: given };
  return { id: `${base}:${positionOf(input)}`, rule: 'position', original: null };
}

function fromFileName(input: RecordInput): TaskId {
  // A key of a map (`{"task-7": {…}}`) names the record better than the file does.
  if (input.record.key !== null && input.record.key !== '') {
    return { id: input.record.key, rule: null, original: null };
  }
  return input.record.pointer === ''
    ? { id: fileStem(input), rule: 'file-name', original: null }
    : { id: `${fileStem(input)}:${positionOf(input)}`, rule: 'position', original: null };
}

/** `subtasks/2` of the pointer `/subtasks/2`. */
function positionOf(input: RecordInput): string {
  return input.record.pointer.replace(/^\//, '');
}

/** The task directly around a record, by the id that its own record has; null when that is none. */
export function parentTaskId(input: RecordInput): string | null {
  const [around] = input.ancestors;
  if (around === undefined || !isTaskLike(around.node)) return null;
  return ancestorTaskId(input);
}

/** Id of the nearest record around that has one of its own, or of the file when that is the whole document. */
function ancestorTaskId(input: RecordInput): string | null {
  const [around] = input.ancestors;
  if (around === undefined) return null;
  const given = givenTaskId(around.node);
  if (given === null) return input.ancestors.length === 1 && isTaskLike(around.node) ? fileStem(input) : null;
  if (input.ancestors.length === 1 || !LOCAL_NUMBER.test(given)) return given;
  const outer = input.ancestors
    .slice(1)
    .map(({ node }) => givenTaskId(node))
    .find((id) => id !== null);
  return `${outer ?? fileStem(input)}:${given}`;
}

/** A reference as a sibling would write it: `2` inside `task-7` means `task-7:2`. */
export function qualifySibling(id: string, input: RecordInput): string {
  const base = ancestorTaskId(input);
  return base !== null && LOCAL_NUMBER.test(id) ? `${base}:${id}` : id;
}
