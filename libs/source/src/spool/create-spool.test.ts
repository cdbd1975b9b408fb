import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';

import { createSpoolOpener } from './create-spool';

describe('the spool', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cortex-spool-test-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('gives back at every offset what was appended there, whether it lies in memory, on disk or across both', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 40 }),
        fc.nat(20_000),
        (pieces, memoryBytes) => {
          const spool = createSpoolOpener({ directory, memoryBytes })();
          const offsets = pieces.map((piece) => spool.append(piece));
          const whole = Buffer.concat(pieces);
          expect(spool.size).toBe(whole.length);
          offsets.forEach((offset, index) =>
            expect(
              spool.read(offset, pieces[index]?.length ?? 0).equals(pieces[index] ?? Buffer.alloc(0)),
            ).toBe(true),
          );
          expect(spool.read(0, whole.length).equals(whole)).toBe(true);
          spool.close();
        },
      ),
      { numRuns: 50 },
    );
  });

  it('forgets what comes after a truncation and appends there again', () => {
    const spool = createSpoolOpener({ directory, memoryBytes: 8 })();
    spool.append(Buffer.alloc(3_000_000, 1));
    spool.append(Buffer.from('gone'));
    spool.truncate(2_000_000);
    expect(spool.append(Buffer.from('new'))).toBe(2_000_000);
    expect(spool.read(1_999_999, 4).toString('latin1')).toBe('\u0001new');
    spool.close();
  });

  it('leaves no name in the directory, so that a kill leaves nothing behind', () => {
    const spool = createSpoolOpener({ directory, memoryBytes: 0 })();
    spool.append(Buffer.alloc(3_000_000));
    spool.append(Buffer.alloc(3_000_000));
    expect(readdirSync(directory)).toEqual([]);
    spool.close();
  });

  it('refuses to read beyond its end', () => {
    const spool = createSpoolOpener({ directory })();
    spool.append(Buffer.from('abc'));
    expect(() => spool.read(1, 3)).toThrow('3 were asked for at 1');
    spool.close();
  });
});
