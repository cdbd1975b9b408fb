import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { DocumentKind, RecordLayout, SourceRecord } from '@cortex/domain';
import type { ReaderLimits } from '../reader-limits';
import { readOne, type CollectedDocument } from '../test-support/read-memory-tree';

/** Everything that can go over the edge of a buffer does. */
const TINY: Partial<ReaderLimits> = { chunkBytes: 7, wholeValueBytes: 24, rootBytes: 0 };
const WHOLE: Partial<ReaderLimits> = { rootBytes: 0 };

const layouts: readonly RecordLayout[] = [
  { records: [{ at: [], kind: 'item' }] },
  {
    records: [
      { at: ['tasks', '*'], kind: 'task' },
      { at: [], kind: 'item' },
    ],
  },
  { records: [{ at: ['*'], kind: 'entry' }] },
  {
    records: [
      { at: ['a', '*'], kind: 'x' },
      { at: ['b', '*'], kind: 'y' },
      { at: ['tasks', '*', 'a'], kind: 'deep' },
    ],
  },
  {
    records: [{ at: ['tasks', '*'], kind: 'task' }],
    nested: {
      task: [
        { at: ['tasks', '*'], kind: 'task' },
        { at: ['a'], kind: 'part' },
      ],
      part: [{ at: ['*'], kind: 'bit' }],
    },
  },
  { records: [{ at: ['missing'], kind: 'none' }] },
];

const scalar = fc.oneof(
  fc.integer().map(String),
  fc.constantFrom('0.10', 'true', 'null', '""', '"é\\n"', '"]}"', '"a,b"', '-1e3'),
  fc.string({ maxLength: 12 }).map((text) => JSON.stringify(text)),
);
/** What real files have in the place of a value. */
const messy = fc.constantFrom(
  'high',
  '"task-" + Date.now()',
  '[30000-32767]',
  '{"x":1}\n{"x":2}',
  '"raw\nline"',
  '"\u001b[31mred\u001b[0m"',
  '',
  '"torn',
  '{',
  '\u001b[0m1',
  '1 2',
);
const blank = fc.constantFrom('', '', '', ' ', '\n', '\n  ', '\r\n', '\t');
const name = fc.constantFrom('tasks', 'a', 'b', 'id', 'x/y', 'é');

function valueTree(messiness: number): fc.Arbitrary<string> {
  return fc.letrec<{ value: string; array: string; object: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      { weight: 4, arbitrary: scalar },
      { weight: 3, arbitrary: tie('array') },
      { weight: 4, arbitrary: tie('object') },
      { weight: messiness, arbitrary: messy },
    ),
    array: fc
      .tuple(blank, fc.array(fc.tuple(tie('value'), blank), { maxLength: 5 }))
      .map(([lead, items]) => `[${lead}${items.map(([value, gap]) => value + gap).join(',' + lead)}]`),
    object: fc
      .tuple(blank, fc.array(fc.tuple(name, tie('value'), blank), { maxLength: 5 }))
      .map(
        ([lead, members]) =>
          `{${lead}${members.map(([key, value, gap]) => `"${key}":${gap}${value}${gap}`).join(',' + lead)}}`,
      ),
  })).value;
}

const documentText = (messiness: number) =>
  fc
    .tuple(
      fc.constantFrom('', '', '', '\ufeff', '\n', 'Loading data\n', '[INFO] start\n', 'text {\n'),
      fc.array(
        fc.tuple(valueTree(messiness), fc.constantFrom('\n', '\n', '\n', '', ' ', '\n\n', '\u001b[0m\n')),
        { maxLength: 6 },
      ),
    )
    .map(([lead, values]) => lead + values.map(([value, gap]) => value + gap).join(''));

const EVERY_MESS = `\ufeff\u001b[0m{
  "tasks": [
    {"a": high, "b": "task-" + Date.now(), "tasks": [{"a": {"x": [1-2]}}]}
    {"a": {"log": "\u001b[31mred\u001b[0m", "raw": "two
lines"}},\u001b[1m
    "just" + text,
    {"a": , "a": [30000-32767], "tab\t": 007}\u001b[0m,
    "x]}", 0.10, [[], {}]
  ],
  "a": {"id": {"x/y": "é\\u00e9"}\r\n{"x/y": null}, "b": },\u001b[K
  "b": [1 , "}" ,{"deep":[[[{"deeper":"\\"}"}]]]}]\u001b[0m
}\u001b[0m
`;

interface Case {
  readonly text: string;
  readonly kind: DocumentKind;
}

const anyCase = (messiness: number): fc.Arbitrary<Case> =>
  fc
    .tuple(documentText(messiness), fc.constantFrom('json', 'json-stream'), fc.constantFrom(...layouts))
    .map(([text, format, layout]) => ({ text, kind: { name: 'k', format: format as 'json', layout } }));

const runs = { numRuns: 120 };

describe('reading any document', () => {
  it.each([0, 1])(
    'walks a large value to the same records as decoding it in one piece (mess %i)',
    async (messiness) => {
      await fc.assert(
        fc.asyncProperty(
          anyCase(messiness),
          fc.integer({ min: 1, max: 40 }),
          fc.constantFrom(2, 3, 512),
          async ({ text, kind }, chunkBytes, maxDepth) => {
            const whole = await readOne('d', text, { kind, maxDepth, limits: WHOLE });
            const streamed = await readOne('d', text, { kind, maxDepth, limits: { ...TINY, chunkBytes } });
            expect(describeDocument(streamed)).toEqual(describeDocument(whole));
          },
        ),
        runs,
      );
    },
  );

  it.each(['json', 'json-stream'] as const)(
    'walks a value with every kind of mess to the same records, wherever the chunks end (%s)',
    async (format) => {
      for (const layout of layouts) {
        const kind = { name: 'k', format, layout };
        const whole = await readOne('d', EVERY_MESS, { kind, limits: WHOLE });
        expect(whole.tail).toMatchObject({ parseStatus: 'repaired' });
        for (let chunkBytes = 1; chunkBytes < 90; chunkBytes += 1) {
          const streamed = await readOne('d', EVERY_MESS, { kind, limits: { ...TINY, chunkBytes } });
          expect(describeDocument(streamed)).toEqual(describeDocument(whole));
        }
      }
    },
  );

  it('gives every byte to exactly one record, envelope or separator', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase(1), fc.constantFrom(WHOLE, TINY), async ({ text, kind }, limits) => {
        const { records, tail, bytes } = await readOne('d', text, { kind, limits });
        expect(bytes.toString()).toBe(text);
        const top = records.filter(({ parentOrdinal }) => parentOrdinal === null);
        const inRecords = top.reduce((sum, { length }) => sum + length, 0);
        expect(inRecords + tail.envelopeBytes + tail.separatorBytes).toBe(tail.size);
        expect(tail.separatorBytes).toBeLessThanOrEqual(countSeparators(bytes, top));
      }),
      runs,
    );
  });

  it('numbers records in the order of their bytes, parents before children, siblings apart', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase(0), async ({ text, kind }) => {
        const { records, bytes } = await readOne('d', text, { kind });
        records.forEach((record, index) => {
          expect(record.ordinal).toBe(index);
          expect(record.sha256).toEqual(sha256(bytes.subarray(record.start, endOf(record))));
          expectPlaced(record, records);
        });
      }),
      { numRuns: 80 },
    );
  });

  it('quarantines no document that JSON.parse takes, and mends nothing in it', async () => {
    await fc.assert(
      fc.asyncProperty(valueTree(0), fc.constantFrom(...layouts), async (text, layout) => {
        const { tail, records } = await readOne('d', text, { kind: { name: 'k', format: 'json', layout } });
        expect(tail).toMatchObject({ parseStatus: 'parsed', repairs: [] });
        expect(records.every(({ node, fault }) => node !== null && fault === null)).toBe(true);
      }),
      { numRuns: 80 },
    );
  });
});

function expectPlaced(record: SourceRecord, records: readonly SourceRecord[]): void {
  const before = records[record.ordinal - 1];
  if (before) expect(record.start).toBeGreaterThanOrEqual(before.start);
  if (record.parentOrdinal === null) {
    const earlier = records.slice(0, record.ordinal).filter(({ parentOrdinal }) => parentOrdinal === null);
    for (const other of earlier) expect(record.start).toBeGreaterThanOrEqual(endOf(other));
    return;
  }
  const parent = records[record.parentOrdinal]!;
  expect(parent.ordinal).toBeLessThan(record.ordinal);
  expect(record.start).toBeGreaterThan(parent.start);
  expect(endOf(record)).toBeLessThan(endOf(parent));
  expect(record.pointer.startsWith(parent.pointer)).toBe(true);
}

/** Without `text`, which may be left out anywhere. */
function describeDocument({ head, records: found, tail }: CollectedDocument): unknown {
  const { repairs, ...rest } = tail;
  const ordered = repairs.map(({ rule, offset }) => `${offset} ${rule}`).sort();
  const records = found.map((record) => ({ ...record, text: null }));
  return { envelope: head.envelope, records, repairs: ordered, ...rest };
}

function endOf({ start, length }: SourceRecord): number {
  return start + length;
}

function countSeparators(bytes: Buffer, records: readonly SourceRecord[]): number {
  const outside = Buffer.from(bytes);
  for (const record of records) outside.fill('x', record.start, endOf(record));
  return outside.toString('latin1').replace(/[^ \t\r\n,:[\]{}]/g, '').length;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
