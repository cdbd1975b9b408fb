import { failpointNames } from '@cortex/platform';

const HEAD = `# Failpoints

<!-- Generated from libs/platform/src/failpoints. Do not edit: node tools/generate-reference.mjs -->

Places where a test can make something go wrong. Nothing is armed unless \`CORTEX_FAILPOINTS\` is set, and nobody but a test
has a reason to set it: \`name@occurrence=action\`, several separated by commas, \`occurrence+\` for each hit from that one on.

- \`kill\`: SIGKILL of the process
- \`stop\`: SIGSTOP of the process, until somebody sends SIGCONT
- \`end-thread\`: the worker thread ends; in the main thread, the process
- \`throw:ENOSPC\`: a system error of this code
- \`delay:20\`: the thread stands still for 20 ms

\`load.records.written@3=kill\` kills the process when the third chunk of records is written and has no checkpoint yet.
[docs/faults.md](../faults.md) tells how the harness uses them.

What is true at each:

`;

/** `docs/reference/failpoints.md`. */
export function renderFailpoints(): string {
  const rows = Object.entries(failpointNames).map(([name, sentence]) => `- \`${name}\`: ${sentence}\n`);
  return HEAD + rows.join('');
}
