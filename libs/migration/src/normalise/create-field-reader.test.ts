import { decodeTestJson } from '../test-support/decode-test-json';
import { testReaderContext } from '../test-support/test-reader-context';
import type { TestReaderContext } from '../test-support/test-reader-context';
import { createFieldReader } from './create-field-reader';
import type { FieldReader } from './field-reader';

function reader(json: string, context: TestReaderContext = testReaderContext()): FieldReader {
  return createFieldReader(decodeTestJson(json), context);
}

describe('FieldReader', () => {
  it('takes the first name that is present and fits', () => {
    const fields = reader('{"title":null,"name":"","label":{"x":1},"id":"t-1"}');
    expect(fields.text('title', 'name', 'label', 'id')).toBe('t-1');
    expect(fields.rest()).toBe('{"title":null,"name":"","label":{"x":1}}');
  });

  it('spells numbers and booleans as text', () => {
    const fields = reader('{"a":0.10,"b":false}');
    expect([fields.text('a'), fields.text('b')]).toEqual(['0.10', 'false']);
  });

  it('takes a long text or one with a secret for no word', () => {
    const fields = reader(`{"status":" queued ","kind":"${'x'.repeat(201)}","type":"password: hunter2"}`);
    expect([fields.word('status'), fields.word('kind'), fields.word('type')]).toEqual(['queued', null, null]);
    expect(fields.rest()).not.toContain('hunter2');
  });

  it('reads times, notes the doubtful and leaves the unreadable', () => {
    const context = testReaderContext();
    const fields = reader('{"a":"2025-11-09T12:00:00-0600","b":"2025-11-09","c":"soon","d":""}', context);
    expect(fields.time('a')).toBe('2025-11-09T18:00:00.000000Z');
    expect(fields.time('b')).toBe('2025-11-09T00:00:00.000000Z');
    expect(fields.time('c', 'd')).toBeNull();
    expect(context.notes).toEqual([
      { code: 'time-suspect', subject: 'b: date-only' },
      { code: 'time-unparseable', subject: 'c' },
    ]);
    expect(fields.rest()).toBe('{"c":"soon","d":""}');
  });

  it('goes on to the next name when a time is unreadable', () => {
    expect(reader('{"a":"soon","b":1762693200}').time('a', 'b')).toBe('2025-11-09T13:00:00.000000Z');
  });

  it('keeps numbers to the range of their type and notes what is beyond it', () => {
    const context = testReaderContext();
    const fields = reader('{"a":3000000000,"b":"30","c":1.5,"d":"N/A","e":".9000"}', context);
    expect([fields.integer('a'), fields.bigint('a'), fields.integer('b')]).toEqual([
      null,
      '3000000000',
      '30',
    ]);
    expect([fields.bigint('c'), fields.bigint('d'), fields.numeric('e')]).toEqual([null, null, '.9000']);
    expect(context.notes.map(({ subject }) => subject)).toEqual(['a', 'c']);
    expect(fields.rest()).toBe('{"c":1.5,"d":"N/A"}');
  });

  it('reads booleans out of literals and their words', () => {
    const fields = reader('{"a":false,"b":"True","c":"perhaps"}');
    expect([fields.boolean('a'), fields.boolean('b'), fields.boolean('c')]).toEqual([false, true, null]);
  });

  it('reads lists of scalars, a single one as a list, and leaves the rest', () => {
    const fields = reader(`{"a":["x",1],"b":"x","c":[{}],"d":["${'é'.repeat(501)}"],"e":[null]}`);
    expect([fields.strings('a'), fields.strings('b')]).toEqual([['x', '1'], ['x']]);
    expect([fields.strings('c'), fields.strings('d'), fields.strings('e')]).toEqual([null, null, null]);
  });

  it('keeps in rest() what is unused inside an opened object', () => {
    const fields = reader('{"context":{"a":1,"b":2},"empty":{},"opened":{"x":1}}');
    fields.object('context')?.text('a');
    fields.object('opened');
    expect(fields.rest()).toBe('{"context":{"b":2},"empty":{},"opened":{"x":1}}');
  });

  it('drops from rest() an object of which everything was used, at any depth', () => {
    const fields = reader('{"a":{"b":{"c":1}}}');
    expect(fields.object('a')?.object('b')?.text('c')).toBe('1');
    expect(fields.rest()).toBeNull();
  });

  it('counts a member as used when it was read whole, even if it was opened too', () => {
    const fields = reader('{"result":{"summary":"done","files":[1]}}');
    expect(fields.object('result')?.text('summary')).toBe('done');
    expect(fields.json('result')).toBe('{"summary":"done","files":[1]}');
    expect(fields.rest()).toBeNull();
  });

  it('lays extra members over the rest and leaves absent ones out', () => {
    const fields = reader('{"a":1,"b":2}');
    fields.skip('b');
    expect(fields.rest({ a: 'x', c: true, d: null })).toBe('{"a":"x","c":true}');
  });

  it('redacts text by name and by value', () => {
    const fields = reader('{"password":"hunter2","note":"password: hunter2"}');
    expect(fields.text('password')).toMatch(/^<redacted:/);
    expect(fields.text('note')).toMatch(/^password: <redacted:/);
  });

  it('finds nothing in a value that is no object', () => {
    const fields = reader('[1]');
    expect([fields.has('0'), fields.text('0'), fields.rest()]).toEqual([false, null, null]);
  });
});
