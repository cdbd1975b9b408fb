import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const source = __dirname;
const spec = readFileSync(join(source, '../SPEC.md'), 'utf8');

/** The text of every test file, by its name without the ending. */
const tests = new Map(
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => [basename(path, '.test.ts'), readFileSync(join(source, path), 'utf8')]),
);

/** `file › a test`, and `… another test` of the file that was named last. */
function readReferences(): { readonly file: string; readonly name: string }[] {
  let file = '';
  return [...spec.matchAll(/`(?:([a-z-]+) › |… )([^`]+)`/g)].map(([, named, name = '']) => {
    file = named ?? file;
    return { file, name };
  });
}

describe('SPEC.md', () => {
  it('names tests that exist', () => {
    const references = readReferences();
    expect(references.length).toBeGreaterThan(40);
    const missing = references.filter(({ file, name }) => !tests.get(file)?.includes(name));
    expect(missing).toEqual([]);
  });
});
