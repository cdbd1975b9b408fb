import type { DocumentHead, JsonNode, Mapping, SourceRecord } from '@cortex/domain';

import { decodeTestJson } from '../test-support/decode-test-json';
import { testRedactor } from '../test-support/test-reader-context';
import type { Kind, RecordMapper } from './kind';
import { createNormaliser } from './create-normaliser';

const mapTask: RecordMapper = ({ fields, record, envelope, ancestors }, output) => {
  const taskId = fields.id('id') ?? record.key;
  if (taskId === null) {
    output.quarantine('id-missing', 'the task has no id');
    return;
  }
  const metadata = fields.rest({
    around: ancestors.map(({ kind }) => kind).join('<'),
    at: envelope?.time('at') ?? null,
  });
  const row = { taskId, metadata };
  output.fact({
    type: 'task',
    taskId,
    createdAt: null,
    title: null,
    origin: 'task-file',
    updatedAt: null,
    row,
  });
};

const kind: Kind = {
  name: 'queue',
  paths: ['queue.json'],
  format: 'json',
  layout: { records: [] },
  mappers: { task: mapTask },
};

const normaliser = createNormaliser({ kinds: [kind], redactor: testRedactor });
const name = { path: Buffer.from('queue.json'), pathText: 'queue.json', member: null, memberText: null };
const envelope = decodeTestJson('{"at":"2025-11-09T12:00:00Z"}');
const head: DocumentHead = {
  ...name,
  kind: 'queue',
  mode: null,
  mtime: null,
  archive: null,
  envelope: envelope.type === 'object' ? envelope : null,
};

function record(json: string | null, changes: Partial<SourceRecord> = {}): SourceRecord {
  const node: JsonNode | null = json === null ? null : decodeTestJson(json);
  return {
    ordinal: 0,
    parentOrdinal: null,
    kind: 'task',
    pointer: '',
    key: null,
    start: 0,
    length: 0,
    sha256: Buffer.alloc(32),
    node,
    text: null,
    fault: null,
    duplicateKeys: false,
    ...changes,
  };
}

const map = (one: SourceRecord): Mapping => normaliser.begin(head).map(one);
const outcome = (mapping: Mapping): string => (mapping.outcome === 'mapped' ? 'mapped' : mapping.reason);
const metadataOf = (mapping: Mapping): unknown => {
  const fact = mapping.outcome === 'mapped' ? mapping.facts[0] : undefined;
  return fact?.type === 'task' ? JSON.parse(String(fact.row.metadata)) : undefined;
};

describe('normaliser', () => {
  it('maps a record with what stands beside and around it', () => {
    const document = normaliser.begin(head);
    document.map(record('{"id":"a"}'));
    document.map(record('{"id":"b"}', { ordinal: 1, parentOrdinal: 0, kind: 'part' }));
    const inner = document.map(record('{"id":"c"}', { ordinal: 2, parentOrdinal: 1 }));
    const sibling = document.map(record('{"id":"d"}', { ordinal: 3, parentOrdinal: 0 }));
    const top = document.map(record('{"id":"e"}', { ordinal: 4 }));
    const at = '2025-11-09T12:00:00.000000Z';
    expect([inner, sibling, top].map(metadataOf)).toEqual([
      { around: 'part<task', at },
      { around: 'task', at },
      { around: '', at },
    ]);
  });

  it('quarantines a record that could not be decoded, with the code of the fault', () => {
    const fault = { code: 'undecodable', offset: 3, detail: 'no value at 3' } as const;
    expect(map(record(null, { fault }))).toEqual({
      outcome: 'quarantined',
      reason: 'undecodable',
      detail: 'no value at 3',
      notes: [],
    });
  });

  it('counts no decision and no fact of a quarantined record', () => {
    expect(map(record('{"x":1}', { duplicateKeys: true }))).toEqual({
      outcome: 'quarantined',
      reason: 'id-missing',
      detail: 'the task has no id',
      notes: [],
    });
  });

  it.each([
    [String.raw`{"id":"a","note":"\u0000"}`, 'nul-character'],
    [String.raw`{"id":"\u0000"}`, 'nul-character'],
    [String.raw`{"id":"a","note":"\udc00"}`, 'lone-surrogate'],
    ['{"id":"a","n":1e200000}', 'number-too-large'],
    [`{"id":"${'é'.repeat(501)}"}`, 'id-too-long'],
    [`{"id":"${'é'.repeat(500)}"}`, 'mapped'],
  ])('quarantines what PostgreSQL cannot hold: %#', (json, expected) => {
    expect(outcome(map(record(json)))).toBe(expected);
  });

  it('lets no secret out in an id', () => {
    const mapping = map(record('{"id":"password: hunter2"}'));
    expect(JSON.stringify(mapping)).not.toContain('hunter2');
    expect(mapping.notes).toContainEqual({ code: 'secret-redacted', subject: 'by value' });
  });

  it('quarantines a record whose id is empty', () => {
    expect(outcome(map(record('{}', { key: '' })))).toBe('id-missing');
  });

  it('checks keys that became ids', () => {
    expect(outcome(map(record('{}', { key: 'a\0b' })))).toBe('nul-character');
  });

  it('keeps a record of a kind without mapper in the archive only', () => {
    const mapping = map(record('{"password":"x"}', { kind: 'document' }));
    expect(mapping).toEqual({ outcome: 'mapped', facts: [], notes: [] });
    expect(outcome(map(record(String.raw`{"x":"\u0000"}`, { kind: 'document' })))).toBe('nul-character');
    expect(map(record(null, { kind: 'document' }))).toEqual({ outcome: 'mapped', facts: [], notes: [] });
  });

  it('maps the objects of a list that stands in the place of one object', () => {
    const mapping = map(record('[{"id":"a"},1,{"id":"b"}]'));
    expect(mapping.notes).toEqual([
      { code: 'unexpected-shape', subject: 'queue: array instead of an object' },
    ]);
    expect(
      mapping.outcome === 'mapped' ? mapping.facts.map((fact) => fact.type === 'task' && fact.taskId) : [],
    ).toEqual(['a', 'b']);
    expect(outcome(map(record(String.raw`["\u0000"]`)))).toBe('nul-character');
  });

  it('asks no mapper about a scalar', () => {
    expect(map(record('"text"'))).toEqual({
      outcome: 'mapped',
      facts: [],
      notes: [{ code: 'unexpected-shape', subject: 'queue: string instead of an object' }],
    });
  });

  it('notes duplicate keys and redactions once', () => {
    const mapping = map(record('{"id":"a","token":"x","password":"y"}', { duplicateKeys: true }));
    expect(mapping.notes).toEqual([
      { code: 'duplicate-key', subject: 'queue' },
      { code: 'secret-redacted', subject: 'by key' },
    ]);
  });

  it('gives the document as redacted text, or nothing when jsonb cannot hold it', () => {
    const document = normaliser.begin(head);
    expect(document.documentText(decodeTestJson('{"n":0.10,"token":"x"}'))).toMatch(
      /^\{"n":0.10,"token":"<redacted:/,
    );
    expect(document.documentText(decodeTestJson(String.raw`["\u0000"]`))).toBeNull();
  });

  it('takes a document that no kind claims for opaque', () => {
    expect(normaliser.kindOf(name).name).toBe('queue');
    expect(normaliser.kindOf({ ...name, pathText: 'other.json' }).name).toBe('opaque-document');
  });
});
