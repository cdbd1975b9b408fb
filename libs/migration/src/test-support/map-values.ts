import { createHash } from 'node:crypto';

import { columnsOf } from '@cortex/domain';
import type {
  DocumentHead,
  Fact,
  JsonNode,
  JsonObject,
  Mapping,
  Note,
  RecordLocation,
  SourceRecord,
  TableName,
} from '@cortex/domain';

import type { Kind } from '../normalise/kind';
import { createNormaliser } from '../normalise/create-normaliser';
import { decodeTestJson } from './decode-test-json';
import { testRedactor } from './test-reader-context';

export interface MappedRecord {
  readonly kind: string;
  readonly pointer: string;
  readonly mapping: Mapping;
  /** Empty for quarantined records. */
  readonly facts: readonly Fact[];
  readonly notes: readonly Note[];
}

/**
 * A document of one kind, mapped as the migrator would map it: values are found by the kind's layout with a naive walk
 * (the real one is the reader's, in `@cortex/source`). `values` are its top-level values: several for a stream.
 */
export function mapValues(kind: Kind, path: string, values: readonly unknown[]): readonly MappedRecord[] {
  return mapNodes(
    kind,
    path,
    values.map((value) => decodeTestJson(JSON.stringify(value))),
  );
}

/** The rows of one table out of all records, without their NULLs, jsonb parsed. */
export function rowsOf(
  records: readonly MappedRecord[],
  table: TableName,
): readonly Record<string, unknown>[] {
  return records.flatMap(({ facts }) =>
    facts.flatMap((fact) => (tableOf(fact) === table ? [shownRow(fact, table)] : [])),
  );
}

const FACET_TABLES: Readonly<Record<string, TableName>> = {
  asset: 'assets',
  user: 'users',
  policy: 'governancePolicies',
  agent: 'agents',
  task: 'tasks',
};

function tableOf(fact: Fact): TableName | undefined {
  return 'table' in fact ? fact.table : FACET_TABLES[fact.type];
}

function shownRow(fact: Fact, table: TableName): Record<string, unknown> {
  if (!('row' in fact)) return {};
  const columns = columnsOf(table);
  const given = Object.entries(fact.row).filter(([, value]) => value !== null);
  return Object.fromEntries(
    given.map(([field, value]) => [
      field,
      columns[field]?.type === 'jsonb' && typeof value === 'string' ? JSON.parse(value) : value,
    ]),
  );
}

export function mapNodes(kind: Kind, path: string, values: readonly JsonNode[]): readonly MappedRecord[] {
  const found: FoundRecord[] = [];
  for (const value of values) findRecords(kind, value, found);
  const envelope = values.length === 1 ? envelopeOf(values[0], found) : null;
  const document = createNormaliser({ kinds: [kind], redactor: testRedactor }).begin(
    headOf(kind, path, envelope),
  );
  return found.map((record, ordinal) => {
    const mapping = document.map(sourceRecord(record, ordinal));
    const facts = mapping.outcome === 'mapped' ? mapping.facts : [];
    return { kind: record.kind, pointer: record.pointer, mapping, facts, notes: mapping.notes };
  });
}

interface FoundRecord {
  readonly kind: string;
  readonly pointer: string;
  readonly key: string | null;
  readonly node: JsonNode;
  readonly parent: number | null;
}

function findRecords(kind: Kind, value: JsonNode, found: FoundRecord[]): void {
  const below = kind.layout.records.filter(({ at }) => at.length > 0);
  const whole = kind.layout.records.find(({ at }) => at.length === 0);
  const located = below.flatMap((location) => walk(value, location, { pointer: '', key: null }));
  const hasList = below.some(
    ({ at }) => at.length === 2 && at[1] === '*' && isContainer(memberAt(value, at[0])),
  );
  const top =
    located.length > 0 || hasList
      ? located
      : [{ kind: whole?.kind ?? 'document', pointer: '', key: null, node: value }];
  for (const record of top) {
    const parent = found.push({ ...record, parent: null }) - 1;
    for (const location of kind.layout.nested?.[record.kind] ?? []) {
      for (const child of walk(record.node, location, { pointer: record.pointer, key: null }))
        found.push({ ...child, parent });
    }
  }
}

function memberAt(node: JsonNode, name: string | undefined): JsonNode | undefined {
  return node.type === 'object' ? node.members.findLast(({ key }) => key === name)?.value : undefined;
}

function isContainer(node: JsonNode | undefined): boolean {
  return node?.type === 'object' || node?.type === 'array';
}

interface Place {
  readonly pointer: string;
  readonly key: string | null;
}

function walk(node: JsonNode, { at, kind }: RecordLocation, place: Place): Omit<FoundRecord, 'parent'>[] {
  const [step, ...rest] = at;
  if (step === undefined) return [{ kind, node, ...place }];
  return childrenOf(node).flatMap(({ key, name, value }) => {
    if (step !== '*' && step !== key) return [];
    const below = { pointer: `${place.pointer}/${name}`, key: step === '*' ? key : null };
    return walk(value, { at: rest, kind }, below);
  });
}

function childrenOf(
  node: JsonNode,
): readonly { readonly key: string | null; readonly name: string; readonly value: JsonNode }[] {
  if (node.type === 'object') return node.members.map(({ key, value }) => ({ key, name: key, value }));
  if (node.type === 'array')
    return node.items.map((value, index) => ({ key: null, name: String(index), value }));
  return [];
}

function envelopeOf(value: JsonNode | undefined, found: readonly FoundRecord[]): JsonObject | null {
  if (value?.type !== 'object' || found.some(({ pointer }) => pointer === '')) return null;
  const taken = new Set(found.map(({ pointer }) => pointer.split('/')[1]));
  return { ...value, members: value.members.filter(({ key }) => !taken.has(key)) };
}

function headOf(kind: Kind, path: string, envelope: JsonObject | null): DocumentHead {
  const name = { path: Buffer.from(path), pathText: path, member: null, memberText: null };
  return { ...name, kind: kind.name, mode: null, mtime: null, archive: null, envelope };
}

function sourceRecord(record: FoundRecord, ordinal: number): SourceRecord {
  const sha256 = createHash('sha256').update(JSON.stringify(record.node)).digest();
  return {
    ordinal,
    parentOrdinal: record.parent,
    kind: record.kind,
    pointer: record.pointer,
    key: record.key,
    start: 0,
    length: 0,
    sha256,
    node: record.node,
    text: null,
    fault: null,
    duplicateKeys: false,
  };
}
