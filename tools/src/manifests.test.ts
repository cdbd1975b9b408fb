import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listFiles, workspaceRoot } from './list-files';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly type?: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly nx?: { readonly tags?: readonly string[]; readonly targets?: Record<string, unknown> };
}

const TYPES = [
  'app',
  'feature',
  'adapter',
  'contract',
  'model',
  'util',
  'testing',
  'schema',
  'deploy',
  'tools',
];
/** Which target runs the test files with a suffix. */
const TARGET_OF_SUFFIX: Record<string, string> = { '': 'test', '.pg': 'test-pg', '.e2e': 'test-e2e' };
const TEST_FILE = /^(.*?)((?:\.[a-z0-9]+)?)\.test\.ts$/;

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(join(workspaceRoot, path), 'utf8')) as Manifest;
}

function listDependencies({ dependencies, devDependencies }: Manifest): [string, string][] {
  return Object.entries({ ...dependencies, ...devDependencies });
}

const root = readManifest('package.json');
const paths = listFiles(/^(?:(?:apps|libs)\/[^/]+|prisma|deploy|tools)\/package\.json$/);
const manifests = paths.map((path) => ({ path, folder: dirname(path), manifest: readManifest(path) }));

describe('the manifests', () => {
  it('are private, MIT and CommonJS', () => {
    for (const manifest of [root, ...manifests.map((each) => each.manifest)])
      expect(manifest).toMatchObject({ private: true, license: 'MIT', type: 'commonjs' });
  });

  it('carry exactly one type, by which the import rules know them', () => {
    const typesOf = ({ nx }: Manifest) => (nx?.tags ?? []).filter((tag) => tag.startsWith('type:'));
    for (const { path, manifest } of manifests) {
      expect({ path, types: typesOf(manifest) }).toEqual({ path, types: [expect.any(String)] });
      expect(TYPES).toContain(typesOf(manifest)[0]?.slice('type:'.length));
    }
  });

  it('pin every version exactly, and the same package to one version everywhere', () => {
    const versions = new Map<string, Set<string>>();
    for (const [name, version] of [root, ...manifests.map((each) => each.manifest)].flatMap(
      listDependencies,
    )) {
      expect(`${name}@${version}`).toMatch(/@\d+\.\d+\.\d+(?:-[\w.]+)?$/);
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
    const divided = [...versions].filter(([, found]) => found.size > 1).map(([name]) => name);
    expect(divided).toEqual([]);
  });
});

describe('the lock file', () => {
  it('names no registry', () => {
    const lock = readFileSync(join(workspaceRoot, 'package-lock.json'), 'utf8');
    expect(lock).not.toMatch(/"resolved": "https?:/);
  });
});

describe('test files', () => {
  const tests = listFiles(/^(?:apps|libs|prisma|deploy|tools)\/.*\.test\.ts$/);

  it('carry a suffix for which their project has a target', () => {
    const orphans = tests.filter((path) => {
      const owner = manifests.find(({ folder }) => path.startsWith(`${folder}/`));
      const target = TARGET_OF_SUFFIX[TEST_FILE.exec(path)?.[2] ?? ''];
      return target === undefined || !(target in (owner?.manifest.nx?.targets ?? {}));
    });
    expect(orphans).toEqual([]);
  });

  it('contain nothing skipped or focused', () => {
    const marked = tests.filter((path) =>
      /\b(?:it|test|describe)\.(?:skip|only|todo)\b|\bx(?:it|describe|test)\(|\bf(?:it|describe)\(/.test(
        readFileSync(join(workspaceRoot, path), 'utf8'),
      ),
    );
    expect(marked).toEqual([]);
  });
});
