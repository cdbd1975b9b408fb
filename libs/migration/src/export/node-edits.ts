import type { DocumentEdit, JsonArray, JsonMember, JsonNode, JsonObject } from '@cortex/domain';

import { printNode } from './json-values';

/** A change of one record, in terms of the nodes that it was decoded to. Of two on one place the later one counts. */
export type NodeEdit =
  | { readonly type: 'replace'; readonly target: JsonNode; readonly value: JsonNode }
  | {
      readonly type: 'add-member';
      readonly object: JsonObject;
      readonly key: string;
      readonly value: JsonNode;
    }
  | { readonly type: 'remove-member'; readonly object: JsonObject; readonly key: string }
  | { readonly type: 'add-item'; readonly array: JsonArray; readonly value: JsonNode }
  | { readonly type: 'remove-item'; readonly target: JsonNode };

/** The record as it will be read when the edits are in its document. */
export function applyNodeEdits(node: JsonNode, edits: readonly NodeEdit[]): JsonNode {
  if (edits.length === 0) return node;
  const replaced = edits.findLast((edit) => edit.type === 'replace' && edit.target === node);
  if (replaced?.type === 'replace') return replaced.value;
  if (node.type === 'object') return { ...node, members: membersOf(node, edits) };
  if (node.type !== 'array') return node;
  const kept = node.items.filter(
    (item) => !edits.some((edit) => edit.type === 'remove-item' && edit.target === item),
  );
  const added = edits.flatMap((edit) =>
    edit.type === 'add-item' && edit.array === node ? [edit.value] : [],
  );
  return { ...node, items: [...kept.map((item) => applyNodeEdits(item, edits)), ...added] };
}

function membersOf(node: JsonObject, edits: readonly NodeEdit[]): readonly JsonMember[] {
  const own = edits.filter(
    (edit) => (edit.type === 'add-member' || edit.type === 'remove-member') && edit.object === node,
  );
  const removed = new Set(own.flatMap((edit) => (edit.type === 'remove-member' ? [edit.key] : [])));
  const added = new Map(
    own.flatMap((edit) => (edit.type === 'add-member' ? [[edit.key, edit.value] as const] : [])),
  );
  const kept = node.members.filter(({ key }) => !removed.has(key));
  return [
    ...kept.map(({ key, value }) => ({ key, value: applyNodeEdits(value, edits) })),
    ...Array.from(added, ([key, value]) => ({ key, value })),
  ];
}

/** The same in terms of the document's bytes. */
export function toDocumentEdits(edits: readonly NodeEdit[]): readonly DocumentEdit[] {
  const last = new Map<string, DocumentEdit>();
  edits.forEach((edit, index) => {
    const { name, edit: converted } = toDocumentEdit(edit, index);
    last.delete(name);
    last.set(name, converted);
  });
  return [...last.values()];
}

function toDocumentEdit(
  edit: NodeEdit,
  index: number,
): { readonly name: string; readonly edit: DocumentEdit } {
  switch (edit.type) {
    case 'replace': {
      const { start, end } = edit.target;
      return {
        name: `${start}-${end}`,
        edit: { type: 'replace-value', start, end, text: printNode(edit.value) },
      };
    }
    case 'remove-item': {
      const { start, end } = edit.target;
      return { name: `${start}-${end}`, edit: { type: 'remove-value', start, end } };
    }
    case 'add-item': {
      const { start: arrayStart, end: arrayEnd } = edit.array;
      const added: DocumentEdit = { type: 'add-item', arrayStart, arrayEnd, text: printNode(edit.value) };
      return { name: `item ${index}`, edit: added };
    }
    default: {
      const { start: objectStart, end: objectEnd } = edit.object;
      const at = { objectStart, objectEnd, key: edit.key };
      const name = `${objectStart}-${objectEnd} ${edit.key}`;
      if (edit.type === 'remove-member') return { name, edit: { type: 'remove-member', ...at } };
      return { name, edit: { type: 'add-member', ...at, text: printNode(edit.value) } };
    }
  }
}
