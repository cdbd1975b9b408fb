import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { kindCatalog } from './kind-catalog';

const DOCUMENTS = join(__dirname, '../../../../examples/golden/cortex/documents.jsonl');

/** Kinds of the documents of the example tree, as its golden file lists them. */
function kindsOfExample(): string[] {
  const lines = readFileSync(DOCUMENTS, 'utf8').trim().split('\n');
  return lines.map((line) => /"kind": "([^"]+)"/.exec(line)?.[1] ?? line);
}

describe('the catalogue of kinds', () => {
  it('has an example of every kind in examples/cortex', () => {
    const seen = new Set(kindsOfExample());
    // Written by `export`, and by nobody else.
    seen.add('row-log');
    expect(kindCatalog.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
  });
});
