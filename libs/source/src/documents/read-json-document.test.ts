import type { DocumentKind, RecordLayout } from '@cortex/domain';
import { readOne, type CollectedDocument } from '../test-support/read-memory-tree';
import { toPlainValue } from '../test-support/to-plain-value';

const kindOf = (layout: RecordLayout): DocumentKind => ({ name: 'k', format: 'json', layout });
const read = (text: string, layout: RecordLayout = { records: [] }, limits = {}) =>
  readOne('d', text, { kind: kindOf(layout), limits });

const tasks: RecordLayout = {
  records: [
    { at: ['tasks', '*'], kind: 'task' },
    { at: [], kind: 'task' },
  ],
  nested: {
    task: [
      { at: ['tasks', '*'], kind: 'task' },
      { at: ['subtasks', '*'], kind: 'subtask' },
    ],
  },
};

/** `ordinal<parent kind pointer key: bytes` of each record. */
function describeRecords({ records, bytes }: CollectedDocument): string[] {
  return records.map(
    ({ ordinal, parentOrdinal, kind, pointer, key, start, length }) =>
      `${ordinal}<${parentOrdinal ?? '-'} ${kind} ${pointer} ${key ?? '-'}: ${bytes.toString('utf8', start, start + length)}`,
  );
}

describe('the records of a document', () => {
  it('are the items of a list, and what stands beside them is its envelope', async () => {
    const document = await read(
      '{"version": 1, "tasks": [{"id":"a"}, {"id":"b"}], "by": {"who":"me"}}',
      tasks,
    );
    expect(describeRecords(document)).toEqual([
      '0<- task /tasks/0 -: {"id":"a"}',
      '1<- task /tasks/1 -: {"id":"b"}',
    ]);
    const { envelope } = document.head;
    expect(envelope && toPlainValue(envelope)).toEqual({ version: 1, by: { who: 'me' } });
    expect(document.tail).toMatchObject({ envelopeBytes: '"version": 1"tasks""by": {"who":"me"}'.length });
  });

  it('are the members of a map, with their names as keys', async () => {
    const layout = { records: [{ at: ['*'], kind: 'agent' }] };
    const document = await read('{"a/b":{"x":1},"c~d":{"x":2}}', layout);
    expect(describeRecords(document)).toEqual([
      '0<- agent /a~1b a/b: {"x":1}',
      '1<- agent /c~0d c~d: {"x":2}',
    ]);
    expect(document.tail).toMatchObject({ envelopeBytes: 10, separatorBytes: 5 });
  });

  it('leave what stands around them deeper down out of the envelope', async () => {
    const layout = { records: [{ at: ['tracks', '*', 'tasks', '*'], kind: 'task' }] };
    const text = '{"version":1,"tracks":[{"name":"a","tasks":[{"id":1}]}]}';
    for (const limits of [{}, { wholeValueBytes: 16, chunkBytes: 8 }]) {
      const { head } = await read(text, layout, limits);
      expect(head.envelope && toPlainValue(head.envelope)).toEqual({ version: 1 });
    }
  });

  it('come from all locations that match, in the order of the document', async () => {
    const layout = {
      records: [
        { at: ['completed', '*'], kind: 'done' },
        { at: ['pending', '*'], kind: 'open' },
      ],
    };
    const document = await read('{"pending":[1,2],"completed":[3]}', layout);
    expect(document.records.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
      'open /pending/0',
      'open /pending/1',
      'done /completed/0',
    ]);
  });

  it('hold the records inside of them as children, to any depth', async () => {
    const text = '{"tasks":[{"id":1,"tasks":[{"id":2,"subtasks":[{"id":3}]}]},{"id":4}]}';
    expect(describeRecords(await read(text, tasks))).toEqual([
      '0<- task /tasks/0 -: {"id":1,"tasks":[{"id":2,"subtasks":[{"id":3}]}]}',
      '1<0 task /tasks/0/tasks/0 -: {"id":2,"subtasks":[{"id":3}]}',
      '2<1 subtask /tasks/0/tasks/0/subtasks/0 -: {"id":3}',
      '3<- task /tasks/1 -: {"id":4}',
    ]);
  });

  it('are the whole value only when no longer location is met', async () => {
    expect(describeRecords(await read('{"id":"a"}', tasks))).toEqual(['0<- task  -: {"id":"a"}']);
    expect(describeRecords(await read('{"tasks":{"id":"a"}}', tasks))).toEqual([
      '0<- task /tasks/id id: "a"',
    ]);
  });

  it('are one of the kind document where no location is met, and where a list is empty', async () => {
    const layout = { records: [{ at: ['tasks', '*'], kind: 'task' }] };
    for (const text of ['{"other":1}', '[1,2]', '7', '{}', '{"tasks":[]}', '{"tasks":3}']) {
      expect(describeRecords(await read(text, layout))).toEqual([`0<- document  -: ${text}`]);
    }
    expect((await read('{"tasks":[]}', tasks)).records).toMatchObject([{ kind: 'document' }]);
    expect((await read('{"other":1}', layout)).head.envelope).toBeNull();
  });

  it('are both of two objects that were pasted as one value', async () => {
    const layout = {
      records: [{ at: [], kind: 'handoff' }],
      nested: { handoff: [{ at: ['task'], kind: 'copy' }] },
    };
    const document = await read('{"task":{"id":1}\n{"id":2},"to":"x"}', layout);
    expect(describeRecords(document).slice(1)).toEqual([
      '1<0 copy /task -: {"id":1}',
      '2<0 copy /task -: {"id":2}',
    ]);
    expect(document.records.map(({ duplicateKeys }) => duplicateKeys)).toEqual([true, false, false]);
    expect(document.tail.parseStatus).toBe('repaired');
  });

  it('count pasted items one by one, whatever the way they are read', async () => {
    for (const limits of [{}, { wholeValueBytes: 16, chunkBytes: 8 }]) {
      const { records } = await read('{"tasks":[{"id":1}\n{"id":2},{"id":3}]}', tasks, limits);
      expect(records.map(({ pointer }) => pointer)).toEqual(['/tasks/0', '/tasks/1', '/tasks/2']);
    }
  });

  it('say whether a name repeats inside of them', async () => {
    const document = await read('{"tasks":[{"a":1},{"a":{"b":1,"b":2}}],"tasks":[{"c":1}]}', tasks);
    expect(document.records.map(({ duplicateKeys }) => duplicateKeys)).toEqual([false, true, false]);
  });

  it('are none where a value is missing', async () => {
    const layout = { records: [{ at: ['*'], kind: 'entry' }] };
    expect(describeRecords(await read('{"a": ,"b":{}}', layout))).toEqual(['0<- entry /b b: {}']);
  });
});

describe('a document', () => {
  it.each(['', '\n', '  \r\n', '\ufeff'])('of nothing but white space is empty (%j)', async (text) => {
    expect(await read(text)).toMatchObject({
      records: [],
      tail: { parseStatus: 'empty', recordCount: 0, root: null },
    });
  });

  it('keeps its value as root when it is small', async () => {
    expect((await read('{"a":[1]}')).tail.root).toMatchObject({ type: 'object', start: 0, end: 9 });
    expect((await read('{"a":[1]}', undefined, { rootBytes: 8 })).tail.root).toBeNull();
  });

  it('that cannot be mended is one record without a value, white space around it left out', async () => {
    const document = await read('\n {"tasks":[{"id":1},{"id" 2}]}\n', tasks);
    expect(document).toMatchObject({
      head: { envelope: null },
      records: [
        { kind: 'document', start: 2, length: 29, node: null, fault: { code: 'undecodable', offset: 27 } },
      ],
      tail: { parseStatus: 'quarantined', separatorBytes: 3, envelopeBytes: 0, root: null },
    });
  });

  it('with text before it is read behind the text', async () => {
    const document = await read('Loading configuration\n[2025-11-09 10:00:00] ok\n{"a": high}\n');
    expect(describeRecords(document)).toEqual(['0<- document  -: {"a": high}']);
    expect(document.tail).toMatchObject({
      parseStatus: 'repaired',
      envelopeBytes: 47,
      repairs: [{ rule: 'text-before-json' }, { rule: 'bare-word' }],
    });
  });

  it.each([
    ['{"a" 1}\n{"secret":1}'],
    ['{"a":\n{"secret":1}\n"b" 2}'],
    ['"name": {\n{"secret":1}'],
    ['}\n{"secret":1}'],
    ['text {\n{"secret":1}'],
    ['[\n{"secret":1}\n"x" "y"]'],
  ])('gives no inner object away as its value (%j)', async (text) => {
    expect((await read(text)).records).toMatchObject([{ node: null, fault: { code: 'undecodable' } }]);
  });

  it('of several values has them all, which is noted', async () => {
    const document = await read('{"a":1}\n{"b":2}');
    expect(describeRecords(document)).toEqual(['0<- document  -: {"a":1}', '1<- document  -: {"b":2}']);
    expect(document.tail).toMatchObject({ repairs: [{ rule: 'pasted-objects', offset: 8 }], root: null });
    expect(document.head.envelope).toBeNull();
  });

  it('of a scalar and something else is broken', async () => {
    expect((await read('42\n{"a":1}')).tail).toMatchObject({ repairs: [{ rule: 'text-before-json' }] });
    expect((await read('"a" "b"')).tail.parseStatus).toBe('quarantined');
  });
});

describe('a large document', () => {
  const limits = { wholeValueBytes: 64, chunkBytes: 32, recordBytes: 256 };
  const list = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));

  it('has an envelope of what stands before and behind its list', async () => {
    const text = JSON.stringify({ version: 1, tasks: list(30), updated: 'now', history: [1, 2] });
    const { head, records } = await read(text, tasks, limits);
    expect(head.envelope && toPlainValue(head.envelope)).toEqual({
      version: 1,
      updated: 'now',
      history: [1, 2],
    });
    expect(records).toHaveLength(30);
  });

  it('leaves members that are not small out of its envelope, whatever the way it is read', async () => {
    const text = JSON.stringify({ version: 1, tasks: list(3), history: list(40) });
    for (const way of [{}, limits]) {
      const { head, tail, records } = await read(text, tasks, { ...way, envelopeMemberBytes: 40 });
      expect(head.envelope && toPlainValue(head.envelope)).toEqual({ version: 1 });
      expect(records).toHaveLength(3);
      expect(tail.envelopeBytes).toBeGreaterThan(JSON.stringify(list(40)).length);
    }
  });

  it('has a record that is too large beside the others', async () => {
    const text = JSON.stringify({ tasks: [{ id: 1 }, { id: 2, log: list(60) }, { id: 3 }] });
    const document = await read(text, tasks, limits);
    expect(document.records).toMatchObject([
      { pointer: '/tasks/0', fault: null },
      { pointer: '/tasks/1', node: null, fault: { code: 'too-large' } },
      { pointer: '/tasks/2', fault: null },
    ]);
    const { tail, records } = document;
    const inRecords = records.reduce((sum, { length }) => sum + length, 0);
    expect(inRecords + tail.envelopeBytes + tail.separatorBytes).toBe(text.length);
  });

  it('that nothing is mapped from needs no value, and nothing is wrong with it', async () => {
    const text = JSON.stringify({ embeddings: list(100) });
    const { records, tail } = await read(text, undefined, limits);
    expect(records).toMatchObject([{ kind: 'document', node: null, fault: null, length: text.length }]);
    expect(tail.parseStatus).toBe('parsed');
  });

  it('may be nested as deeply as a small one, and no deeper', async () => {
    const layout = { records: [{ at: ['tracks', '*', 'tasks', '*'], kind: 'task' }] };
    const text = JSON.stringify({ tracks: [{ tasks: list(30) }] });
    for (const way of [{}, limits]) {
      const { records } = await readOne('d', text, { kind: kindOf(layout), limits: way, maxDepth: 3 });
      const offset = text.indexOf('[{"id"');
      expect(records).toMatchObject([{ kind: 'document', fault: { code: 'too-deep', offset } }]);
      const deeper = await readOne('d', text, { kind: kindOf(layout), limits: way, maxDepth: 5 });
      expect(deeper.records).toHaveLength(30);
    }
  });

  it('that breaks off is one record, and none of its items is', async () => {
    const text = JSON.stringify({ tasks: list(60) }).slice(0, -4);
    expect((await read(text, tasks, limits)).records).toMatchObject([
      {
        kind: 'document',
        start: 0,
        length: text.length,
        fault: { code: 'undecodable', offset: text.length },
      },
    ]);
  });
});
