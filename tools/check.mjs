// npm run check [-- --all]: everything that has to hold before a change is shared, for what the change affects.
import { spawnSync } from 'node:child_process';
import { findBin, runNode, runNx, workspaceRoot } from './nx.mjs';

const TARGETS = 'lint,typecheck,test,test-pg,test-e2e,build,drift';

process.exitCode = check(process.argv.includes('--all'));

function check(all) {
  const steps = {
    // Its tests read the whole workspace, which Nx cannot know.
    'workspace tests': () => runNx(['run', 'tools:test']),
    'nx sync': () => runNx(['sync:check']),
    format: () => runNode([findBin('prettier'), '--check', '--log-level', 'warn', '.']),
    [`${all ? 'all' : 'affected'}: ${TARGETS}`]: () =>
      runNx([...(all ? ['run-many'] : ['affected', `--base=${findBase()}`]), '--targets', TARGETS]),
  };
  const failed = Object.entries(steps).filter(([name, run]) => {
    console.log(`\n# ${name}`);
    return run() !== 0;
  });
  for (const [name] of failed) console.error(`failed: ${name}`);
  if (failed.length === 0) console.log('\nEverything holds.');
  return failed.length === 0 ? 0 : 1;
}

/** A change is what is not on the shared branch yet; without a remote, what is not committed. */
function findBase() {
  const found = spawnSync('git', ['rev-parse', '--verify', '--quiet', 'origin/main'], { cwd: workspaceRoot });
  return found.status === 0 ? 'origin/main' : 'HEAD';
}
