import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../nx.mjs';

const MAIN = join(workspaceRoot, 'dist/apps/migrator/main.js');

/** Runs the built migrator as a user would; the wall clock of the whole process, and its report. */
export function runMigrator(args) {
  const reports = mkdtempSync(join(tmpdir(), 'cortex-bench-report-'));
  const started = process.hrtime.bigint();
  const all = ['run', ...args, '--report-dir', reports, '--max-quarantine', '100%'];
  const { status, stderr } = spawnSync(process.execPath, [MAIN, ...all], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0 && status !== 3)
    throw new Error(`the migrator left with ${status}: ${stderr.slice(-2000)}`);
  const report = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'));
  rmSync(reports, { recursive: true, force: true });
  return { seconds, report };
}
