import type {
  DocumentHead,
  Fact,
  JsonNode,
  JsonObject,
  Mapping,
  Note,
  RecordLocation,
  SourceRecord,
} from '@cortex/domain';

import type { Kind } from '../normalise/kind';
import { createNormaliser } from '../normalise/create-normaliser';
import { decodeTestJson } from './decode-test-json';
import { testRedactor } from './test-reader-context';

export interface MappedDocument {
  readonly records: readonly { readonly record: SourceRecord; readonly mapping: Mapping }[];
  readonly facts: readonly Fact[];
  readonly notes: readonly Note[];
  /** The rows of the facts of one type (`task`) or table (`agentRuns`); jsonb columns parsed, nulls left out. */
  rows(name: string): readonly Readonly<Record<string, unknown>>[];
}

/** One JSON document (a value, or its text) through the normaliser, with its records placed by a naive reader. */
export function mapOneDocument(kind: Kind, path: string, value: unknown): MappedDocument {
  const root = decodeTestJson(typeof value === 'string' ? value : JSON.stringify(value));
  const normaliser = createNormaliser({ kinds: [kind], redactor: testRedactor });
  const name = { path: Buffer.from(path), pathText: path, member: null, memberText: null };
  const { records: placed, envelope } = placeRecords(kind, root);
  const head: DocumentHead = { ...name, kind: kind.name, mode: null, mtime: null, archive: null, envelope };
  const document = normaliser.begin(head);
  const records = placed.map((record) => ({ record, mapping: document.map(record) }));
  const facts = records.flatMap(({ mapping }) => (mapping.outcome === 'mapped' ? mapping.facts : []));
  const notes = records.flatMap(({ mapping }) => mapping.notes);
  return { records, facts, notes, rows: (named) => rowsOf(facts, named) };
}

function rowsOf(facts: readonly Fact[], named: string): Record<string, unknown>[] {
  return facts.flatMap((fact) => {
    const isNamed = fact.type === named || ('table' in fact && fact.table === named);
    if (!isNamed || !('row' in fact)) return [];
    return [Object.fromEntries(Object.entries(fact.row).flatMap(([field, value]) => shown(field, value)))];
  });
}

const JSONB = new Set([
  'metadata',
  'derived',
  'configuration',
  'capabilities',
  'resultData',
  'errorDetails',
  'contextData',
  'result',
]);

function shown(field: string, value: unknown): [string, unknown][] {
  if (value === null || value === undefined) return [];
  return [[field, JSONB.has(field) && typeof value === 'string' ? JSON.parse(value) : value]];
}

interface Place {
  readonly node: JsonNode;
  readonly kind: string;
  readonly pointer: string;
  readonly key: string | null;
}

function placeRecords(kind: Kind, root: JsonNode): { records: SourceRecord[]; envelope: JsonObject | null } {
  const below = kind.layout.records.filter(({ at }) => at.length > 0);
  const found = find(root, below);
  const whole = kind.layout.records.find(({ at }) => at.length === 0)?.kind ?? 'document';
  const places = found.length > 0 ? found : [{ node: root, kind: whole, pointer: '', key: null }];
  const records: SourceRecord[] = [];
  for (const place of places) add(kind, place, { records, parentOrdinal: null });
  return { records, envelope: found.length > 0 ? envelopeOf(root, below) : null };
}

function add(kind: Kind, place: Place, at: { records: SourceRecord[]; parentOrdinal: number | null }): void {
  const { records, parentOrdinal } = at;
  const { node, pointer, key } = place;
  const ordinal = records.length;
  const sha256 = Buffer.alloc(32);
  const span = { start: node.start, length: node.end - node.start, sha256 };
  const decoded = { node, text: null, fault: null, duplicateKeys: false };
  records.push({ ordinal, parentOrdinal, kind: place.kind, pointer, key, ...span, ...decoded });
  for (const inner of find(node, kind.layout.nested?.[place.kind] ?? [])) {
    add(kind, { ...inner, pointer: `${pointer}${inner.pointer}` }, { records, parentOrdinal: ordinal });
  }
}

type Found = Omit<Place, 'kind'>;

function find(root: JsonNode, locations: readonly RecordLocation[]): Place[] {
  const start: Found = { node: root, pointer: '', key: null };
  const found = locations.flatMap(({ at, kind }) =>
    at
      .reduce<Found[]>((places, step) => places.flatMap((place) => descend(place, step)), [start])
      .map((place) => ({ ...place, kind })),
  );
  return found.sort((left, right) => left.node.start - right.node.start);
}

function descend({ node, pointer }: Found, step: string): Found[] {
  if (node.type === 'array') {
    if (step !== '*') return [];
    return node.items.map((item, index) => ({ node: item, pointer: `${pointer}/${index}`, key: null }));
  }
  if (node.type !== 'object') return [];
  return node.members
    .filter(({ key }) => step === '*' || key === step)
    .map(({ key, value }) => ({ node: value, pointer: `${pointer}/${key}`, key: step === '*' ? key : null }));
}

function envelopeOf(root: JsonNode, locations: readonly RecordLocation[]): JsonObject | null {
  if (root.type !== 'object') return null;
  const lists = new Set(locations.map(({ at }) => at[0]));
  return { ...root, members: root.members.filter(({ key }) => !lists.has(key)) };
}
