// Runs Nx the same way from every script: no daemon, no full-screen interface, nothing sent anywhere.
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const workspaceRoot = resolve(fileURLToPath(new URL('..', import.meta.url)));

const require = createRequire(import.meta.url);

/** The script behind a command of an installed package, to be run with this Node on every platform. */
export function findBin(packageName) {
  const manifestPath = require.resolve(`${packageName}/package.json`);
  const { bin } = require(manifestPath);
  return join(dirname(manifestPath), typeof bin === 'string' ? bin : bin[packageName]);
}

/** Runs `nx <args>` and gives its exit code; with `quiet`, its output is shown only when it fails. */
export function runNx(args, { quiet = false } = {}) {
  return runNode([findBin('nx'), ...args], { quiet });
}

/** Runs `node <args>` in the root of the workspace and gives the exit code. */
export function runNode(args, { quiet = false } = {}) {
  const result = spawnSync(process.execPath, args, {
    cwd: workspaceRoot,
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' },
    stdio: quiet ? 'pipe' : 'inherit',
  });
  if (quiet && result.status !== 0) process.stderr.write(`${result.stdout}${result.stderr}`);
  return result.status ?? 1;
}
