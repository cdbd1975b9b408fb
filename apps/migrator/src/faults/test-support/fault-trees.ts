import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { fingerprintContent } from '@cortex/data';
import { generateTree, writeGeneratedTree, type TreeShape } from '@cortex/testing';

import type { FaultPlace } from './fault-place';
import type { TreeHits } from './fault-plan';
import { loadNaively } from './load-naively';
import { readReferenceChunks, type ReferenceChunks } from './measure-redone';
import { runAttempt, UNDISTURBED } from './run-attempt';

import { takeSnapshot, type Snapshot } from './take-snapshot';

/** A tree, and what an undisturbed run makes of it. */
export interface FaultTree {
  readonly name: string;
  readonly folder: string;
  readonly chunkSize: number;
  /** In the order in which a scan comes to them. */
  readonly files: readonly string[];
  readonly bytes: number;
  readonly reference: Snapshot;
  readonly chunks: ReferenceChunks;
}

const EXAMPLES = join(__dirname, '../../../../../examples');
const SHAPES: Readonly<Record<string, TreeShape>> = {
  'generated-1': { seed: 21, files: 90, records: 600, broken: 1 },
  'generated-2': { seed: 22, files: 110, records: 1_200 },
  'generated-3': { seed: 23, files: 90, records: 900, broken: 3 },
};
/** Generated ones, and the folders of examples. */
const TREES = [...Object.keys(SHAPES), 'cortex', 'hostile'];
/** Small, so that every tree is many chunks. */
const CHUNK_SIZE = 12;

/** Generated trees and both examples, or those that are named, each with its undisturbed run. */
export async function prepareFaultTrees(
  place: FaultPlace,
  only: readonly string[] = TREES,
): Promise<readonly FaultTree[]> {
  const trees: FaultTree[] = [];
  for (const name of only) {
    const folder = join(place.folder, 'trees', name);
    await writeTree(name, folder);
    trees.push(await prepareTree(place, name, folder));
  }
  return trees;
}

async function writeTree(name: string, folder: string): Promise<void> {
  const shape = SHAPES[name];
  mkdirSync(folder, { recursive: true });
  if (shape === undefined) cpSync(join(EXAMPLES, name), folder, { recursive: true });
  else await writeGeneratedTree(folder, generateTree(shape));
}

/** What plans draw from. */
export function hitsOf({ files, chunks }: FaultTree): TreeHits {
  return { documents: files.length, chunks: chunks.byPhase };
}

async function prepareTree(place: FaultPlace, name: string, folder: string): Promise<FaultTree> {
  const url = await freshDatabase(place, 'faults_reference');
  const files = listFiles(folder);
  const target = { place, tree: folder, database: 'faults_reference', chunkSize: CHUNK_SIZE, files };
  const { code, stderr } = await runAttempt(target, { ...UNDISTURBED, name });
  if (code !== 0 && code !== 3)
    throw new Error(`The undisturbed run over ${name} left with ${code}: ${stderr}`);
  const reference = await takeSnapshot(url);
  await askOracle(place, { name, folder, reference });
  const chunks = await readReferenceChunks(url);
  return { ...{ name, folder, files, chunks, reference }, chunkSize: CHUNK_SIZE, bytes: chunks.bytes };
}

async function freshDatabase(place: FaultPlace, database: string): Promise<string> {
  await place.dropDatabase(database);
  return place.createDatabase(database, 'migrated');
}

/** What all runs are compared with is what the naive loader brings as well. */
async function askOracle(
  place: FaultPlace,
  { name, folder, reference }: Pick<FaultTree, 'name' | 'folder' | 'reference'>,
): Promise<void> {
  const url = await freshDatabase(place, 'faults_oracle');
  await loadNaively(folder, url);
  if ((await fingerprintContent(url)) !== reference.fingerprint)
    throw new Error(`The undisturbed run over ${name} and the naive loader disagree.`);
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
