import type { JsonMember, JsonNode } from '@cortex/domain';
import type { RecordMatcher } from './record-matcher';

/** A record that a layout found in a value. */
export interface LocatedRecord {
  readonly kind: string;
  /** RFC 6901, relative to the value that was walked. */
  readonly pointer: string;
  readonly key: string | null;
  readonly node: JsonNode;
}

/** What a walk along the locations of a layout meets, in the order of the document. */
export interface LocationVisitor {
  record(found: LocatedRecord): void;
  /** A member or item that holds no record; `depth` counts the containers around it. */
  other?(node: JsonNode, key: string | null, depth: number): void;
  /** A container whose items or members are records, even when it has none. */
  list?(): void;
}

interface Place {
  readonly matcher: RecordMatcher;
  readonly pointer: string;
  readonly depth: number;
}

/** Visits the records of `node`, which is itself none. Members are walked in order, repeats of a name included. */
export function walkLocations(node: JsonNode, matcher: RecordMatcher, visitor: LocationVisitor): void {
  walkContainer(node, { matcher, pointer: '', depth: 1 }, visitor);
}

function walkContainer(node: JsonNode, place: Place, visitor: LocationVisitor): void {
  if (place.matcher.listsRecords && isContainer(node)) visitor.list?.();
  if (node.type === 'array') walkItems(node.items, place, visitor);
  else if (node.type === 'object') walkMembers(node.members, place, visitor);
}

function walkItems(
  items: readonly JsonNode[],
  { matcher, pointer, depth }: Place,
  visitor: LocationVisitor,
): void {
  const next = matcher.item;
  items.forEach((item, index) => {
    const at = `${pointer}/${index}`;
    visitChild({ node: item, key: null }, next && { matcher: next, pointer: at, depth }, { visitor, depth });
  });
}

function walkMembers(
  members: readonly JsonMember[],
  { matcher, pointer, depth }: Place,
  visitor: LocationVisitor,
): void {
  for (const { key, value } of members) {
    const next = matcher.member(key);
    const at = `${pointer}/${escapePointer(key)}`;
    visitChild({ node: value, key }, next && { matcher: next, pointer: at, depth }, { visitor, depth });
  }
}

function visitChild(
  { node, key }: { readonly node: JsonNode; readonly key: string | null },
  place: Place | null,
  { visitor, depth }: { readonly visitor: LocationVisitor; readonly depth: number },
): void {
  if (place && isRecord(node, place.matcher)) {
    const { kind, isListed } = place.matcher;
    visitor.record({ kind: kind ?? '', pointer: place.pointer, key: isListed ? key : null, node });
  } else if (place?.matcher.descends && isContainer(node)) {
    walkContainer(node, { ...place, depth: depth + 1 }, visitor);
  } else visitor.other?.(node, key, depth);
}

/** A value that was missing and mended to null has no bytes and is no record. */
function isRecord(node: JsonNode, matcher: RecordMatcher): boolean {
  return matcher.kind !== null && node.end > node.start;
}

export function isContainer(node: JsonNode): boolean {
  return node.type === 'object' || node.type === 'array';
}

export function escapePointer(key: string): string {
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}
