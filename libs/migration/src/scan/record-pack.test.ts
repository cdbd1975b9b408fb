import type { SourceRecord } from '@cortex/domain';
import fc from 'fast-check';

import { parsePackedRecords } from './parse-packed-records';
import { RecordPack } from './record-pack';
import type { PackedContent } from './record-pack';
import type { SpooledFact } from './scanned-tree';

const text = fc.oneof(fc.string(), fc.constantFrom('', '\n', 'a\nb', '\ud800', 'ä\t', 'task-1'));
const reference = fc.oneof(
  fc.constant(null),
  text.filter((id) => id !== '' && !/\p{Surrogate}/u.test(id)),
);
/** COPY escapes line feeds and takes no half of a surrogate pair. */
const tail = fc.string({ unit: 'grapheme' }).map((one) => one.replace(/\n/g, '\\n'));
const fact: fc.Arbitrary<SpooledFact> = fc.oneof(
  fc.record({ a: fc.constantFrom('auditLogs' as const), r: fc.array(reference, { maxLength: 3 }), t: tail }),
  fc.record({ e: fc.nat(100) }),
);
const content: fc.Arbitrary<PackedContent> = fc.oneof(
  fc.constant({}),
  fc.record({ q: fc.record({ reason: fc.constantFrom('undecodable' as const), detail: text }) }),
  fc.record({ f: fc.array(fact, { minLength: 1, maxLength: 3 }) }),
);
const given = fc.record({
  content,
  pointer: text,
  start: fc.maxSafeNat(),
  length: fc.maxSafeNat(),
  back: fc.nat(5),
  sha256: fc.uint8Array({ minLength: 32, maxLength: 32 }),
});

describe('a pack of records', () => {
  it('gives back what was put in, with ordinals and facts counted from where the chunk stands', () => {
    fc.assert(
      fc.property(fc.array(given, { maxLength: 8 }), (records) => {
        const pack = new RecordPack();
        records.forEach((one, index) => pack.add(sourceRecord(one, index), one.content));
        const place = { firstOrdinal: 70, firstFact: 1000, records: records.length };
        const unpacked = parsePackedRecords(Buffer.from(pack.take()), place);
        expect(unpacked).toEqual(
          records.map(({ content: { q, f }, back, pointer, start, length, sha256 }, index) => ({
            o: 70 + index,
            p: back === 0 ? null : 70 + index - back,
            k: 'event',
            r: pointer,
            s: start,
            l: length,
            h: Buffer.from(sha256).toString('hex'),
            ...(q ? { q } : {}),
            ...(f ? { f: f.map((one) => ('e' in one ? { e: one.e + 1000 } : one)) } : {}),
          })),
        );
      }),
    );
  });
});

type Given = typeof given extends fc.Arbitrary<infer T> ? T : never;

function sourceRecord({ pointer, start, length, back, sha256 }: Given, index: number): SourceRecord {
  const parentOrdinal = back === 0 ? null : index - back;
  const span = { start, length, sha256: Buffer.from(sha256) };
  const decoded = { node: null, text: null, fault: null, duplicateKeys: false };
  return { ordinal: index, parentOrdinal, kind: 'event', pointer, key: null, ...span, ...decoded };
}
