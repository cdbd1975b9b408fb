// A tree of about a thousand small files, from process start to written report.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSmallFiles } from './generate-tree.mjs';
import { runMigrator } from './run-migrator.mjs';
import { median } from './to-markdown.mjs';
import { withServer } from './with-server.mjs';

const FILES = 1000;
const AIM_SECONDS = 5;

export async function benchTree({ rounds }) {
  const tree = mkdtempSync(join(tmpdir(), 'cortex-bench-tree-'));
  generateSmallFiles(tree, FILES);
  try {
    return await withServer((server) => measure(server, { tree, rounds }));
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

async function measure(server, { tree, rounds }) {
  const seconds = { first: [], again: [], local: [] };
  let report;
  for (let round = 0; round < rounds; round += 1) {
    await server.query('postgres', `CREATE DATABASE tree_${round}`);
    const existing = [tree, '--target', 'existing', '--database-url', server.url(`tree_${round}`)];
    const first = runMigrator(existing);
    seconds.first.push(first.seconds);
    seconds.again.push(runMigrator(existing).seconds);
    report = first.report;
    const data = mkdtempSync(join(tmpdir(), 'cortex-bench-local-'));
    seconds.local.push(runMigrator([tree, '--target', 'local', '--once', '--data-dir', data]).seconds);
    rmSync(data, { recursive: true, force: true });
  }
  const value = median(seconds.first);
  return {
    settings: `${report.manifest.documents} documents, ${report.records.read} records, ${rounds} rounds`,
    legs: [
      {
        leg: 'existing server, empty database',
        seconds: seconds.first,
        amount: report.records.read,
        unit: 'records',
      },
      { leg: 'the same again, nothing changed', seconds: seconds.again },
      { leg: 'local target from nothing (initdb included)', seconds: seconds.local },
    ],
    ratios: [
      {
        figure: 'cold start to report',
        value: `${value.toFixed(2)} s`,
        aim: `≤ ${AIM_SECONDS} s`,
        met: value <= AIM_SECONDS,
      },
    ],
    notes: [],
  };
}
