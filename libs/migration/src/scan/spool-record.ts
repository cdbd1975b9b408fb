import type { AppendFact, Fact, Mapping, SqlValue } from '@cortex/domain';
import { encodeCopyValue, plainFields } from '@cortex/domain';
import { CortexError } from '@cortex/platform';

import type { SharedFact } from './index-fact';
import { referencePlan, referencesOf, toSharedFact } from './index-fact';
import type { PackedContent } from './record-pack';
import type { ReferencedTable, SpooledFact } from './scanned-tree';

/** Where the facts of records go that others may share, and what they refer to. */
export interface FactCollector {
  /** Number by which the record names the fact. */
  addShared(fact: SharedFact): number;
  addReference(table: ReferencedTable, id: string): void;
}

const NOTHING: PackedContent = {};

/** What a record says, as it waits in the spool; its shared facts go to the collector. */
export function spoolContent(mapping: Mapping, to: FactCollector): PackedContent {
  if (mapping.outcome === 'quarantined') return { q: { reason: mapping.reason, detail: mapping.detail } };
  if (mapping.facts.length === 0) return NOTHING;
  return { f: mapping.facts.map((fact) => spoolFact(fact, to)) };
}

function spoolFact(fact: Fact, to: FactCollector): SpooledFact {
  if (fact.type === 'append') return spoolAppendFact(fact, to);
  const shared = toSharedFact(fact);
  if (shared === null) throw new CortexError('INTERNAL', `A ${fact.type} fact has no shared row.`);
  for (const { table, id } of referencesOf(shared.table, shared.row)) to.addReference(table, id);
  return { e: to.addShared(shared) };
}

/** Encoded here, once, while the values are warm; only the references wait for the resolver. */
function spoolAppendFact({ table, row: draft }: AppendFact, collector: FactCollector): SpooledFact {
  const row: Readonly<Record<string, SqlValue | undefined>> = draft;
  const references: (string | null)[] = [];
  for (const { field, to } of referencePlan(table)) {
    const id = row[field];
    const isId = typeof id === 'string' && id !== '';
    references.push(isId ? id : null);
    if (isId) collector.addReference(to, id);
  }
  return { a: table, r: references, t: encodeFields(plainFields(table), row) };
}

function encodeFields(
  fields: readonly string[],
  row: Readonly<Record<string, SqlValue | undefined>>,
): string {
  let text = '';
  for (let index = 0; index < fields.length; index += 1) {
    if (index > 0) text += '\t';
    text += encodeCopyValue(row[fields[index] ?? '']);
  }
  return text;
}
