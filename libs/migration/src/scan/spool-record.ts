import type { AppendFact, Fact, Mapping, SourceRecord, SqlValue } from '@cortex/domain';
import { encodeCopyValue, plainFields } from '@cortex/domain';
import { CortexError } from '@cortex/platform';

import type { FactIndexBuilder } from './create-fact-index';
import { referencePlan, referencesOf, toSharedFact } from './index-fact';
import type { RecordPosition, SpooledFact, SpooledRecord } from './scanned-tree';

/** The record as it waits in the spool; its shared facts go to the index. */
export function spoolRecord(
  record: SourceRecord,
  mapping: Mapping,
  to: { readonly index: FactIndexBuilder; readonly document: number },
): SpooledRecord {
  const base = {
    o: record.ordinal,
    p: record.parentOrdinal,
    k: record.kind,
    r: record.pointer,
    s: record.start,
    l: record.length,
    h: record.sha256.toString('hex'),
  };
  if (mapping.outcome === 'quarantined')
    return { ...base, q: { reason: mapping.reason, detail: mapping.detail } };
  if (mapping.facts.length === 0) return base;
  const at = { document: to.document, ordinal: record.ordinal };
  return { ...base, f: mapping.facts.map((fact) => spoolFact(fact, to.index, at)) };
}

function spoolFact(fact: Fact, index: FactIndexBuilder, at: RecordPosition): SpooledFact {
  if (fact.type === 'append') return spoolAppendFact(fact, index, at);
  const shared = toSharedFact(fact);
  if (shared === null) throw new CortexError('INTERNAL', `A ${fact.type} fact has no shared row.`);
  index.addReferences(referencesOf(shared.table, shared.row), at);
  return { e: index.addShared(shared, at) };
}

/** Encoded here, once, while the values are warm; only the references wait for the resolver. */
function spoolAppendFact(fact: AppendFact, index: FactIndexBuilder, at: RecordPosition): SpooledFact {
  const row: Readonly<Record<string, SqlValue | undefined>> = fact.row;
  index.addReferences(referencesOf(fact.table, row), at);
  const references = referencePlan(fact.table).map(({ field }) => textOrNull(row[field]));
  const tail = plainFields(fact.table)
    .map((field) => encodeCopyValue(row[field]))
    .join('\t');
  return { a: fact.table, r: references, t: tail };
}

function textOrNull(value: SqlValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
