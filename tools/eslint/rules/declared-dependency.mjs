import { builtinModules } from 'node:module';
import { forEachImport } from '../for-each-import.mjs';
import { findOwner, readManifest, readProjects } from '../workspace-projects.mjs';

const projects = readProjects();
const rootDevDependencies = Object.keys(readManifest('.').devDependencies);

/**
 * A package that is imported stands in the package.json of the project that imports it. npm hoists, so without this
 * rule an undeclared package works until the day its real owner drops it; Nx's own rule does not report it.
 * Tests may also use the development dependencies of the root.
 */
export const declaredDependency = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object', properties: { allowDevelopment: { type: 'boolean' } } }],
    messages: {
      undeclared: '"{{name}}" is not declared in {{root}}/package.json. Add it there with its exact version.',
      bareBuiltin: 'Write "node:{{name}}": a built-in module carries its prefix.',
    },
  },
  create(context) {
    const owner = findOwner(projects, context.filename);
    if (!owner) return {};
    const declared = readDeclared(owner, context.options[0]?.allowDevelopment === true);
    return forEachImport((specifier, node) => {
      if (/^(?:\.|node:)/.test(specifier)) return;
      const name = readPackageName(specifier);
      if (builtinModules.includes(name)) context.report({ node, messageId: 'bareBuiltin', data: { name } });
      else if (!declared.has(name))
        context.report({ node, messageId: 'undeclared', data: { name, root: owner.root } });
    });
  },
};

function readDeclared({ manifest }, allowDevelopment) {
  const own = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  if (!allowDevelopment) return new Set(own);
  const internal = projects.map(({ name }) => name);
  return new Set([
    ...own,
    ...Object.keys(manifest.devDependencies ?? {}),
    ...rootDevDependencies,
    ...internal,
  ]);
}

function readPackageName(specifier) {
  const [scopeOrName, name] = specifier.split('/');
  return scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName;
}
