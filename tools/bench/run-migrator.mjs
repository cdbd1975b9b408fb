import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../nx.mjs';

const MAIN = join(workspaceRoot, 'dist/apps/migrator/main.js');
const PRELOAD = join(workspaceRoot, 'tools/bench/report-usage.cjs');
const DONE_CODES = [0, 3];
/** Of what a process writes to stderr, so much is kept for the error. */
const TAIL_CHARACTERS = 2_000;

/** `run` of the built migrator as a user would start it: wall clock and usage of the process, and its report. */
export async function runMigrator(args, server) {
  const reports = mkdtempSync(join(tmpdir(), 'cortex-bench-report-'));
  try {
    const all = ['run', ...args, '--report-dir', reports, '--max-quarantine', '100%'];
    const measured = await measureMigrator(all, server);
    const report = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'));
    if (!report.closes) throw new Error('the run did not close');
    return { ...measured, report };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/** Any command of the built migrator. CPU seconds of the server are null where they cannot be told. */
export async function measureMigrator(args, server) {
  const folder = mkdtempSync(join(tmpdir(), 'cortex-bench-usage-'));
  const usageFile = join(folder, 'usage.json');
  const serverBefore = server?.cpuSeconds() ?? null;
  const started = process.hrtime.bigint();
  try {
    const { code, tail } = await spawnMigrator(args, usageFile);
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    if (!DONE_CODES.includes(code)) throw new Error(`the migrator left with ${code}: ${tail}`);
    const { cpuSeconds, peakKiB } = JSON.parse(readFileSync(usageFile, 'utf8'));
    const serverAfter = server?.cpuSeconds() ?? null;
    const serverCpuSeconds =
      serverBefore === null || serverAfter === null ? null : serverAfter - serverBefore;
    return { seconds, cpuSeconds, peakMiB: peakKiB / 1024, serverCpuSeconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function spawnMigrator(args, usageFile) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--require', PRELOAD, MAIN, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, CORTEX_BENCH_USAGE: usageFile },
    });
    let tail = '';
    child.stderr.on('data', (chunk) => (tail = `${tail}${chunk}`.slice(-TAIL_CHARACTERS)));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, tail }));
  });
}

/** What `<command> --help` prints: which options this build has. */
export function readHelp(command) {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [MAIN, command, '--help'], (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
  });
}
