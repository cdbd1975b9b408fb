import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { workspaceRoot } from '../list-files';
import { generateLibrary } from './generate-library';

describe('nx g @cortex/tools:library', () => {
  let tree: Tree;

  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace();
  });

  it('makes the same manifest and settings as the libraries that are there', () => {
    generateLibrary(tree, { name: 'validation', type: 'feature' });
    expect(readJson(tree, 'libs/validation/package.json')).toEqual({
      name: '@cortex/validation',
      version: '0.1.0',
      private: true,
      license: 'MIT',
      type: 'commonjs',
      exports: {
        '.': { '@cortex/source': './src/index.ts', types: './src/index.ts', default: './src/index.ts' },
      },
      nx: { name: 'validation', tags: ['type:feature'], targets: { typecheck: {}, test: {} } },
    });
    for (const file of ['tsconfig.json', 'jest.config.cjs'])
      expect(tree.read(`libs/validation/${file}`, 'utf8')).toBe(
        readFileSync(join(workspaceRoot, 'libs/domain', file), 'utf8'),
      );
    expect(tree.exists('libs/validation/src/index.ts')).toBe(true);
    expect(tree.exists('libs/validation/jest.pg.config.cjs')).toBe(false);
  });

  it('adds the suite that gets a PostgreSQL', () => {
    generateLibrary(tree, { name: 'cache', type: 'adapter', driver: 'redis', pg: true });
    expect(tree.read('libs/cache/jest.pg.config.cjs', 'utf8')).toBe(
      readFileSync(join(workspaceRoot, 'libs/data/jest.pg.config.cjs'), 'utf8'),
    );
    expect(readJson(tree, 'libs/cache/package.json').nx).toEqual({
      name: 'cache',
      tags: ['type:adapter', 'driver:redis'],
      targets: { typecheck: {}, test: {}, 'test-pg': {} },
    });
  });

  it('refuses a name that is taken', () => {
    tree.write('libs/domain/package.json', '{}');
    expect(() => generateLibrary(tree, { name: 'domain', type: 'model' })).toThrow('exists already');
  });

  it('refuses a name that says nothing', () => {
    expect(() => generateLibrary(tree, { name: 'json-utils', type: 'util' })).toThrow('says nothing');
  });

  it('refuses an adapter without its driver', () => {
    expect(() => generateLibrary(tree, { name: 'cache', type: 'adapter' })).toThrow('--driver');
  });
});
