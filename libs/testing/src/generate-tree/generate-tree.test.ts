import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../temporary-directory';
import type { GeneratedFile } from './generated-file';
import { generateTree } from './generate-tree';
import { generateLargeArray, generateLargeLog } from './large-trees';
import { toTreeEntries, writeGeneratedTree } from './write-generated-tree';

const SMALL = { files: 120, records: 2_000 };

function digest(files: Iterable<GeneratedFile>): string {
  const hash = createHash('sha256');
  for (const { path, content } of toTreeEntries(files)) hash.update(path).update(content ?? '');
  return hash.digest('hex');
}

function contents(files: Iterable<GeneratedFile>): readonly string[] {
  return toTreeEntries(files).map(({ content }) => Buffer.from(content ?? '').toString('latin1'));
}

describe('generateTree', () => {
  it('makes the same tree for the same seed, and another for another', () => {
    expect(digest(generateTree({ ...SMALL, seed: 7 }))).toBe(digest(generateTree({ ...SMALL, seed: 7 })));
    expect(digest(generateTree({ ...SMALL, seed: 7 }))).not.toBe(digest(generateTree({ ...SMALL, seed: 8 })));
  });

  it('has as many files and records as the profiled tree when nothing else is asked for', () => {
    const files = [...generateTree()];
    expect(files).toHaveLength(1_049);
    expect(files.reduce((sum, { records }) => sum + records, 0)).toBe(17_956);
  });

  it('names no file twice', () => {
    const paths = Array.from(generateTree({ files: 3_000, records: 3_000 }), ({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('is padded to the size that is asked for', () => {
    const bytes = contents(generateTree({ ...SMALL, bytes: 4e6 })).join('').length;
    expect(bytes / 4e6).toBeGreaterThan(0.9);
    expect(bytes / 4e6).toBeLessThan(1.1);
  });

  it('has the mess of a real tree in its frequency', () => {
    const texts = contents(generateTree());
    const holding = (sign: string | RegExp): number =>
      texts.filter((text) => text.search(sign) !== -1).length;
    expect(holding(/"skills_required": ,/)).toBe(15);
    expect(holding(/"urgency": high,/)).toBe(2);
    expect(holding(/"pasted"/)).toBe(2);
    expect(holding(/Date\.now\(\)/)).toBe(1);
    expect(holding(/\[30000-32767\]/)).toBe(1);
    expect(holding(/^Here is the file/)).toBe(1);
  });
});

describe('writeGeneratedTree', () => {
  it('writes what the files say, and says how much that was', async () => {
    const folder = await temporaryDirectory();
    const written = await writeGeneratedTree(folder.path, generateTree(SMALL));
    const paths = readdirSync(folder.path, { recursive: true, encoding: 'utf8' })
      .map((path) => join(folder.path, path))
      .filter((path) => statSync(path).isFile());
    expect(written).toEqual({
      files: paths.length,
      records: 2_000,
      bytes: paths.reduce((sum, path) => sum + statSync(path).size, 0),
    });
    await folder.remove();
  });

  it('writes a file of many parts whole', async () => {
    const folder = await temporaryDirectory();
    const { records, bytes } = await writeGeneratedTree(folder.path, generateLargeLog(5e6));
    const text = readFileSync(join(folder.path, 'coordination/events/large.jsonl'), 'utf8');
    expect(Buffer.byteLength(text)).toBe(bytes);
    expect(bytes / 5e6).toBeCloseTo(1, 1);
    expect(new Set(text.trimEnd().split('\n')).size).toBe(records);
    await folder.remove();
  });
});

describe('generateLargeArray', () => {
  it('is one array in one file', () => {
    const [file] = toTreeEntries(generateLargeArray(3e6));
    const { events } = JSON.parse(Buffer.from(file?.content ?? '').toString());
    expect(events).toHaveLength([...generateLargeArray(3e6)][0]?.records ?? -1);
  });
});
