import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { RunReport } from '@cortex/domain';

const MAIN = join(__dirname, '../../../../../dist/apps/migrator/main.js');

export interface MigratorOutput {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built migrator as a process of its own, as users and scripts start it. */
export function runBuiltMigrator(args: readonly string[]): Promise<MigratorOutput> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output }));
  });
}

export interface Migration extends MigratorOutput {
  readonly report: RunReport;
  /** Texts of all reports, for those who look for what must not be in them. */
  readonly reportTexts: string;
}

/** `run <tree>` into a database, with any number of records allowed in quarantine. */
export async function migrate(
  tree: string,
  databaseUrl: string,
  more: readonly string[] = [],
): Promise<Migration> {
  const reports = mkdtempSync(join(tmpdir(), 'cortex-e2e-reports-'));
  try {
    const target = ['--target', 'existing', '--database-url', databaseUrl, '--report-dir', reports];
    const output = await runBuiltMigrator(['run', tree, ...target, '--max-quarantine', '100%', ...more]);
    if (!existsSync(join(reports, 'report.json')))
      throw new Error(`No report; exit ${output.code}: ${output.stderr.slice(-3000)}`);
    const texts = ['report.json', 'report.md', 'report.html'].map((name) =>
      readFileSync(join(reports, name), 'utf8'),
    );
    return { ...output, report: JSON.parse(texts[0] ?? '') as RunReport, reportTexts: texts.join('\n') };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}
