import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { RunReport } from '@cortex/domain';
import type { TestDatabase } from '@cortex/testing';
import { createTestDatabase } from '@cortex/testing';

import { readGoldenTables } from './test-support/read-golden-tables';
import { migrate } from './test-support/run-built-migrator';

const EXAMPLES = join(__dirname, '../../../../examples');

/** UPDATE_GOLDENS=1 writes the files anew; what changed is then read in the diff. */
const RENEW = process.env['UPDATE_GOLDENS'] === '1';

type Files = Readonly<Record<string, string>>;

function readFiles(folder: string): Files {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function writeFiles(folder: string, files: Files): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** Without ids, clocks, the program's version, and the manifest's hash: it covers modes, which checkouts change. */
function stableReport({ run, manifest, timingsMs, ...report }: RunReport): unknown {
  return {
    ...report,
    run: { state: run.state, resumed: run.resumed },
    manifest: { documents: manifest.documents, bytes: manifest.bytes },
    phases: Object.keys(timingsMs),
  };
}

describe.each(['cortex', 'hostile'])('the tree examples/%s', (name) => {
  const folder = join(EXAMPLES, 'golden', name);
  let database: TestDatabase;
  let actual: Files;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { report } = await migrate(join(EXAMPLES, name), database.url);
    const tables = await readGoldenTables(database);
    actual = {
      'report.json': `${JSON.stringify(stableReport(report), null, 2)}\n`,
      ...Object.fromEntries(
        Object.entries(tables).map(([table, lines]) => [`${table}.jsonl`, `${lines.join('\n')}\n`]),
      ),
    };
    if (RENEW) writeFiles(folder, actual);
  });
  afterAll(() => database.drop());

  it('fills these tables and no others', () => {
    expect(Object.keys(actual).sort()).toEqual(Object.keys(readFiles(folder)));
  });

  it('becomes exactly these rows, records, documents, quarantine and report', () => {
    expect(actual).toEqual(readFiles(folder));
  });
});
