import { documentKey, plainFields, referencingFields } from '@cortex/domain';
import type { AppendTable, SqlValue } from '@cortex/domain';

import { buildRow } from '../resolve/build-row';
import type { BuiltRow } from '../resolve/build-row';
import type { LoadedTable, Resolution, Row, RowGroup } from '../resolve/resolution';
import { resolveTree } from '../resolve/resolve-tree';
import { referencePlan } from '../scan/index-fact';
import { readChunk } from '../scan/read-chunk';
import type { ScannedTree, SpooledChunk, SpooledFact, SpooledRecord } from '../scan/scanned-tree';
import { decodeCopyValue } from './decode-copy-value';

type AppendedFact = Extract<SpooledFact, { a: AppendTable }>;

/** What a tree says when it is migrated: its rows by key, and the rows of its records. */
export class ImportedTree {
  readonly resolution: Resolution;
  private readonly groupsByKey = new Map<LoadedTable, ReadonlyMap<string, RowGroup>>();
  private readonly documents: ReadonlyMap<string, number>;
  private readonly chunks = new Map<number, SpooledChunk[]>();

  constructor(readonly tree: ScannedTree) {
    this.resolution = resolveTree(tree);
    this.documents = new Map(
      tree.documents.map(({ head }, index) => [documentKey(head.path, head.member), index]),
    );
    for (const chunk of tree.chunks) {
      const ofDocument = this.chunks.get(chunk.document);
      if (ofDocument === undefined) this.chunks.set(chunk.document, [chunk]);
      else ofDocument.push(chunk);
    }
  }

  groups(table: LoadedTable): ReadonlyMap<string, RowGroup> {
    let byKey = this.groupsByKey.get(table);
    if (byKey === undefined) {
      byKey = new Map((this.resolution.groups.get(table) ?? []).map((group) => [group.key, group]));
      this.groupsByKey.set(table, byKey);
    }
    return byKey;
  }

  build(group: RowGroup): BuiltRow {
    return buildRow(group, {
      spool: this.tree.factSpool,
      resolution: this.resolution,
      notes: this.tree.notes,
    });
  }

  documentAt(path: Buffer, member: Buffer | null): number | undefined {
    return this.documents.get(documentKey(path, member));
  }

  *records(document: number): Iterable<SpooledRecord> {
    for (const chunk of this.chunks.get(document) ?? []) yield* readChunk(this.tree.recordSpool, chunk);
  }

  /** The rows that a record has for itself, in the order of its facts. */
  appendedRows(record: SpooledRecord, table: AppendTable, document: number): readonly Row[] {
    return (record.f ?? []).flatMap((fact) =>
      'a' in fact && fact.a === table ? [this.rowOf(fact, { document, ordinal: record.o })] : [],
    );
  }

  private rowOf(fact: AppendedFact, at: { readonly document: number; readonly ordinal: number }): Row {
    const row: Record<string, SqlValue> = {};
    const values = fact.t.split('\t');
    plainFields(fact.a).forEach((field, index) => {
      row[field] = decodeCopyValue(fact.a, field, values[index] ?? '\\N');
    });
    const plan = referencePlan(fact.a);
    referencingFields(fact.a).forEach((field, index) => {
      const [id, to] = [fact.r[index] ?? null, plan[index]?.to];
      const key = id === null || to === undefined ? '' : this.resolution.canonicalId(to, id, at);
      row[field] = key === '' ? null : key;
    });
    return row;
  }
}
