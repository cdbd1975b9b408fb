import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspaceRoot = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Every project of the workspace as its package.json describes it: { root, name, type, manifest }. */
export function readProjects() {
  const folders = ['apps', 'libs'].flatMap((parent) =>
    readFolders(join(workspaceRoot, parent)).map((name) => `${parent}/${name}`),
  );
  return [...folders, 'prisma', 'deploy', 'tools']
    .filter((root) => existsSync(join(workspaceRoot, root, 'package.json')))
    .map(readProject);
}

export function readManifest(folder) {
  return JSON.parse(readFileSync(join(workspaceRoot, folder, 'package.json'), 'utf8'));
}

/** The project that owns a file, or undefined for a file of the root. */
export function findOwner(projects, filename) {
  const path = relative(workspaceRoot, filename).split(sep).join('/');
  return projects.find(({ root }) => path.startsWith(`${root}/`));
}

function readProject(root) {
  const manifest = readManifest(root);
  const tag = manifest.nx?.tags?.find((candidate) => candidate.startsWith('type:'));
  return { root, name: manifest.name, type: tag?.slice('type:'.length), manifest };
}

function readFolders(parent) {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}
