import { memberOf } from '@cortex/domain';
import type { JsonNode } from '@cortex/domain';

import type { FieldReader } from '../../normalise/field-reader';
import type { MappingOutput, RecordInput } from '../../normalise/kind';
import { qualifySibling } from './task-id';
import { readTaskReference, siblingIds } from './task-reference';
import type { TaskReference } from './task-reference';

/** Words of `task_lineage.relationship_type`. */
export type TaskRelation =
  'spawned' | 'depends_on' | 'blocks' | 'related_to' | 'builds_on' | 'next' | 'retry_of';

interface RelationField {
  readonly names: readonly string[];
  readonly relation: TaskRelation;
  /** `parent`: what is referred to comes first (it is depended upon); `child`: this task comes first. */
  readonly other: 'parent' | 'child';
}

const relationFields: readonly RelationField[] = [
  {
    names: ['dependencies', 'depends_on', 'dependsOn', 'prerequisites'],
    relation: 'depends_on',
    other: 'parent',
  },
  { names: ['blocked_by', 'blockedBy'], relation: 'blocks', other: 'parent' },
  { names: ['blocks', 'blocking', 'blocking_for'], relation: 'blocks', other: 'child' },
  { names: ['related_to', 'related_tasks'], relation: 'related_to', other: 'child' },
  { names: ['builds_on', 'extends', 'follow_up_to'], relation: 'builds_on', other: 'parent' },
  { names: ['next', 'next_task', 'next_tasks'], relation: 'next', other: 'child' },
  { names: ['retry_of', 'retry_of_task'], relation: 'retry_of', other: 'parent' },
];

export interface Edge {
  readonly relation: TaskRelation;
  readonly parentId: string;
  readonly childId: string;
  readonly comment: string | null;
}

/**
 * The relations that a record states, out of its members and those of its `context` and `metadata`. A list of which
 * every entry is an id is used up; one with prose in it stays for `rest()` whole, and its ids still count.
 */
export function readRelations(taskId: string, input: RecordInput): readonly Edge[] {
  const siblings = siblingIds(input.ancestors[0]?.node);
  const readers = [input.fields, input.fields.object('context'), input.fields.object('metadata')];
  return readers.flatMap((fields) =>
    fields === null
      ? []
      : relationFields.flatMap((field) => {
          const references = readField(fields, field, siblings);
          return references.map(({ id, comment }) =>
            edgeOf(field, taskId, { id: qualifySibling(id, input), comment }),
          );
        }),
  );
}

function readField(
  fields: FieldReader,
  field: RelationField,
  siblings: ReadonlySet<string>,
): TaskReference[] {
  return field.names.flatMap((name) => {
    const entries = entriesOf(memberOf(fields.node, name));
    const references = entries.map((entry) => readTaskReference(entry, siblings));
    const known = references.filter((reference) => reference !== null);
    const isUsedUp = entries.length > 0 && known.length === entries.length;
    if (isUsedUp && entries.every(({ type }) => type !== 'object')) fields.skip(name);
    return known;
  });
}

function entriesOf(node: JsonNode | undefined): readonly JsonNode[] {
  if (node === undefined || node.type === 'literal' || node.type === 'object') return [];
  return node.type === 'array' ? node.items : [node];
}

function edgeOf(field: RelationField, taskId: string, { id, comment }: TaskReference): Edge {
  const [parentId, childId] = field.other === 'parent' ? [id, taskId] : [taskId, id];
  return { relation: field.relation, parentId, childId, comment };
}

/** One row per edge; a task is no relation of its own (`parent_task` names the task itself in most worker specs). */
export function emitRelations(edges: readonly Edge[], output: MappingOutput): void {
  const seen = new Set<string>();
  for (const { relation, parentId, childId, comment } of edges) {
    const key = JSON.stringify([relation, parentId, childId]);
    if (seen.has(key)) continue;
    seen.add(key);
    if (parentId === childId) {
      output.note('reference-ignored', `task_lineage.${relation}: the task itself`);
      continue;
    }
    const metadata = comment === null || comment === '' ? null : JSON.stringify({ comment });
    output.fact({
      type: 'keyed',
      table: 'taskLineage',
      row: { parentTaskId: parentId, childTaskId: childId, relationshipType: relation, metadata },
    });
  }
}
