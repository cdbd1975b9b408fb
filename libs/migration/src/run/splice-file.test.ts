import { createHash } from 'node:crypto';

import fc from 'fast-check';

import { spliceFile } from './splice-file';

async function read(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe('spliceFile', () => {
  it('puts other bytes in the place of some, however the file is cut into pieces', async () => {
    const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 9 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        pieces,
        fc.nat(60),
        fc.nat(60),
        fc.uint8Array({ maxLength: 9 }),
        async (cut, from, many, by) => {
          const whole = Buffer.concat(cut);
          const offset = Math.min(from, whole.length);
          const length = Math.min(many, whole.length - offset);
          const file = {
            path: Buffer.from('a'),
            pathText: 'a',
            mode: null,
            size: whole.length,
            sha256: '',
            bytes: async function* () {
              for (const piece of cut) yield Buffer.from(piece);
            },
          };
          const expected = Buffer.concat([whole.subarray(0, offset), by, whole.subarray(offset + length)]);
          const spliced = await spliceFile(file, { offset, length, bytes: Buffer.from(by) });
          expect(await read(spliced.bytes())).toEqual(expected);
          expect([spliced.size, spliced.sha256]).toEqual([
            expected.length,
            createHash('sha256').update(expected).digest('hex'),
          ]);
        },
      ),
    );
  });
});
