import type {
  DocumentHead,
  DocumentName,
  Fact,
  JsonArray,
  JsonNode,
  JsonObject,
  Mapping,
  Note,
  QuarantineReason,
  SourceRecord,
} from '@cortex/domain';

import { opaqueDocument } from '../kinds/opaque-document';
import { limitFault } from './check-limits';
import { createFieldReader } from './create-field-reader';
import type { FieldReader } from './field-reader';
import { checkStorable, jsonText } from './json-text';
import type { Kind, RecordInput, RecordMapper } from './kind';
import { createKindMatcher } from './kind-matcher';
import type { ReaderContext } from './reader-context';
import { redactColumns } from './redact-columns';
import type { Redactor } from './redactor';
import { layReservedOver, takeReserved } from './reserved-member';

export interface NormaliserOptions {
  /** In order of claim; the last ones match everything. */
  readonly kinds: readonly Kind[];
  readonly redactor: Redactor;
}

/** What each record of a tree says, as rows to be. Pure: no clock, no I/O, the same input gives the same output. */
export interface Normaliser {
  /** A document that no kind claims is opaque. */
  kindOf(name: DocumentName): Kind;
  begin(head: DocumentHead): DocumentNormaliser;
}

/** One document; its records must come in the order of their ordinals. */
export interface DocumentNormaliser {
  map(record: SourceRecord): Mapping;
  /** The document's `doc` column: redacted JSON text, or null when jsonb cannot hold it. */
  documentText(root: JsonNode): string | null;
}

export function createNormaliser({ kinds, redactor }: NormaliserOptions): Normaliser {
  const match = createKindMatcher(kinds);
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  return {
    kindOf: (name) => match(name) ?? opaqueDocument,
    begin: (head) => createDocumentNormaliser({ head, kind: byName.get(head.kind), redactor }),
  };
}

interface Document {
  readonly head: DocumentHead;
  readonly kind: Kind | undefined;
  readonly redactor: Redactor;
}

function createDocumentNormaliser(document: Document): DocumentNormaliser {
  const open: SourceRecord[] = [];
  return {
    map: (record) => {
      closeUntil(open, record.parentOrdinal);
      const mapping = mapRecord(document, record, ancestorsOf(open));
      if (record.node !== null) open.push(record);
      return mapping;
    },
    documentText: (root) => {
      const collector = new Collector(document.redactor);
      const text = jsonText(root, collector);
      return collector.refusal === null ? text : null;
    },
  };
}

/** Leaves the records around the next one on the stack: parents come before children, siblings after both. */
function closeUntil(open: SourceRecord[], parentOrdinal: number | null): void {
  while (open.length > 0 && open.at(-1)?.ordinal !== parentOrdinal) open.pop();
}

const NO_ANCESTORS: RecordInput['ancestors'] = [];

function ancestorsOf(open: readonly SourceRecord[]): RecordInput['ancestors'] {
  if (open.length === 0) return NO_ANCESTORS;
  return open.flatMap(({ kind, key, node }) => (node === null ? [] : [{ kind, key, node }])).reverse();
}

function mapRecord(document: Document, record: SourceRecord, ancestors: RecordInput['ancestors']): Mapping {
  if (record.fault !== null) {
    return { outcome: 'quarantined', reason: record.fault.code, detail: record.fault.detail, notes: [] };
  }
  const collector = new Collector(document.redactor);
  if (record.duplicateKeys) collector.note('duplicate-key', document.head.kind);
  if (record.node !== null) askMapper(document, record, { node: record.node, ancestors, collector });
  return collector.mapping();
}

interface Work {
  readonly node: JsonNode;
  readonly ancestors: RecordInput['ancestors'];
  readonly collector: Collector;
}

function askMapper(document: Document, record: SourceRecord, { node, ancestors, collector }: Work): void {
  const mapper = document.kind?.mappers[record.kind];
  if (mapper === undefined) {
    // Nothing of it reaches a table of its own, but what jsonb cannot hold would silently be missing from `doc`.
    checkStorable(node, collector);
    return;
  }
  if (node.type === 'array') {
    askAboutItems(mapper, { document, record, node, ancestors, collector });
  } else if (node.type === 'object') {
    mapObject(mapper, { document, record, node, ancestors, collector });
  } else {
    checkStorable(node, collector);
    const isNull = node.type === 'literal' && node.value === null;
    if (!isNull)
      collector.note('unexpected-shape', `${document.head.kind}: ${node.type} instead of an object`);
  }
}

interface ItemsWork extends Work {
  readonly document: Document;
  readonly record: SourceRecord;
  readonly node: JsonArray;
}

interface ObjectWork extends Work {
  readonly document: Document;
  readonly record: SourceRecord;
  readonly node: JsonObject;
}

/** What stands in the reserved member is no business of mappers: it is laid over what they say. */
function mapObject(mapper: RecordMapper, work: ObjectWork): void {
  const { document, record, node, ancestors, collector } = work;
  const reserved = takeReserved(node);
  if (reserved === null) {
    mapper(recordInput(document, record, { node, ancestors, collector }), collector);
    return;
  }
  const own = { ...record, node: reserved.node, text: null };
  const facts = collector.collect(() =>
    mapper(recordInput(document, own, { node: reserved.node, ancestors, collector }), collector),
  );
  for (const fact of layReservedOver(facts, reserved.member, collector)) collector.fact(fact);
}

/**
 * A list where one object is expected is one record, and its objects are mapped one by one: all their rows hang on
 * that record. A layout cannot say "every item of an array, but no member of an object".
 */
function askAboutItems(
  mapper: RecordMapper,
  { document, record, node, ancestors, collector }: ItemsWork,
): void {
  collector.note('unexpected-shape', `${document.head.kind}: array instead of an object`);
  node.items.forEach((item, index) => {
    const pointer = `${record.pointer}/${index}`;
    if (item.type !== 'object') checkStorable(item, collector);
    else {
      const own = { ...record, pointer, node: item, text: null };
      mapObject(mapper, { document, record: own, node: item, ancestors, collector });
    }
  });
}

function recordInput(document: Document, record: SourceRecord, work: Work): RecordInput {
  return new MappedRecord(document, record, work);
}

/** One class for all records: an object with a getter, made anew each time, costs as much as reading the record. */
class MappedRecord implements RecordInput {
  readonly document: DocumentHead;
  readonly fields: FieldReader;
  readonly ancestors: RecordInput['ancestors'];
  private reader: FieldReader | null = null;

  constructor(
    { head }: Document,
    readonly record: SourceRecord,
    private readonly work: Work,
  ) {
    this.document = head;
    this.fields = createFieldReader(work.node, work.collector, record.text);
    this.ancestors = work.ancestors;
  }

  get envelope(): FieldReader | null {
    const { envelope } = this.document;
    if (envelope !== null) this.reader ??= createFieldReader(envelope, this.work.collector);
    return this.reader;
  }
}

/** Most records have none or one. */
const FEW_NOTES = 8;

/** Facts, notes and refusals of one record while its mapper speaks. */
class Collector implements ReaderContext {
  refusal: { readonly reason: QuarantineReason; readonly detail: string } | null = null;
  private facts: Fact[] = [];
  private readonly notes: Note[] = [];
  /** Of many notes, which a look through all of them would be too slow for. */
  private known: Set<string> | null = null;

  constructor(readonly redactor: Redactor) {}

  fact(given: Fact): void {
    const fact = redactColumns(given, this.redactor);
    if (fact !== given) this.note('secret-redacted', 'by value');
    this.facts.push(fact);
    const fault = limitFault(fact);
    if (fault !== null) this.quarantine(fault.reason, fault.detail);
  }

  /** The facts of a piece of work, taken out again. */
  collect(work: () => void): readonly Fact[] {
    const before = this.facts;
    this.facts = [];
    work();
    const collected = this.facts;
    this.facts = before;
    return collected;
  }

  /** A decision counts once per record, however often a mapper comes across it. */
  note(code: Note['code'], subject: string): void {
    if (this.notes.length < FEW_NOTES) {
      for (const note of this.notes) if (note.code === code && note.subject === subject) return;
    } else if (this.isKnown(`${code} ${subject}`)) return;
    this.notes.push({ code, subject });
  }

  private isKnown(name: string): boolean {
    this.known ??= new Set(this.notes.map((note) => `${note.code} ${note.subject}`));
    if (this.known.has(name)) return true;
    this.known.add(name);
    return false;
  }

  fault(reason: QuarantineReason, detail: string): void {
    this.quarantine(reason, detail);
  }

  /** The first reason stands. */
  quarantine(reason: QuarantineReason, detail: string): void {
    this.refusal ??= { reason, detail };
  }

  mapping(): Mapping {
    if (this.refusal !== null) return { outcome: 'quarantined', ...this.refusal, notes: [] };
    return { outcome: 'mapped', facts: this.facts, notes: this.notes };
  }
}
